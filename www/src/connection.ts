import { reactive } from 'vue'
import type { MessageKey } from './i18n'

/** `waiting`: there is no source; the page makes a new one in a moment. */
export type State = 'closed' | 'connecting' | 'open' | 'waiting'

export interface Entry {
  key: number
  time: Date
  kind: 'open' | 'error' | 'note'
  /** In the words of the server or of the library. */
  text: string
  /** In the page's own, in the language of the moment. */
  words?: MessageKey
  values: Record<string, unknown>
}

const LOG_LENGTH = 100
const NEW = { state: 'closed' as State, reconnections: 0, lastEventId: '', missed: 0, holder: false, sharers: 0 }

/** What the page shows of the shared connection. */
export const connection = reactive({ ...NEW, log: [] as Entry[] })

let opens = 0
let entries = 0
let resuming = false

export function begin() {
  Object.assign(connection, NEW, { state: 'connecting' })
  opens = 0
  resuming = false
}

export function record(kind: Entry['kind'], text: string, words?: MessageKey, values: Entry['values'] = {}) {
  connection.log.unshift({ key: ++entries, time: new Date(), kind, text, words, values })
  connection.log.length = Math.min(connection.log.length, LOG_LENGTH)
}

export function opened(event: { status?: number | null; statusText?: string | null }) {
  connection.state = 'open'
  if (opens++ > 0) {
    connection.reconnections++
    resuming = true
  }
  record('open', [event.status, event.statusText].filter(Boolean).join(' '))
}

/** The server counts its IDs without a gap, so a gap is what was missed. */
export function received(event: { lastEventId: string }) {
  const before = connection.lastEventId
  connection.lastEventId = event.lastEventId
  if (before === '') return
  // Negative when the server has begun anew.
  const gap = Math.max(0, Number(event.lastEventId) - Number(before) - 1)
  connection.missed += gap
  if (resuming) {
    resuming = false
    record('note', '', gap ? 'log.missed' : 'log.resumed', { before, after: event.lastEventId, gap })
  }
}

/** Of a connection that tabs share: which has it, and how many there are. */
export function held({ holder, sharers }: { holder: boolean; sharers: number }) {
  if (holder !== connection.holder) record('note', '', holder ? 'log.here' : 'log.elsewhere')
  Object.assign(connection, { holder, sharers })
}

export interface Failure {
  status?: number | null
  statusText?: string | null
  error?: unknown
  reason?: string
  message?: string
  willReconnect?: boolean
  attempt?: number
  delay?: number | null
}

export function failed({ status, statusText, error, ...event }: Failure) {
  const answer = [status, statusText].filter(Boolean).join(' ')
  const cause = error instanceof Error ? error.message : ''
  const text = [event.reason, answer, event.message || cause].filter(Boolean).join(' · ')
  const { attempt, delay } = event
  if (event.willReconnect) record('error', text, 'log.attempt', { attempt, delay: Math.round(delay ?? 0) })
  else record('error', text, text ? undefined : 'log.ended')
}
