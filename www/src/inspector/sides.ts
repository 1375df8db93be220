/**
 * The browser's own EventSource and event-source-polyfill 1.0.31 on the same URL beside ours, each
 * with a connection of its own and the same listeners, that do nothing but count: what is recorded
 * has yet another. They are refused what they cannot do: a result on other terms would say nothing.
 */
import { EventSourcePolyfill, type EventSourcePolyfillInit } from 'event-source-polyfill'
import { shallowReactive } from 'vue'
import type { MessageKey } from '../i18n'
import { Tally } from './tally'
import { now } from './time'

export const SIDES = ['ours', 'native', 'original'] as const
export type Side = (typeof SIDES)[number]

export interface Terms {
  native: boolean
  original: boolean
  types: string[]
  /** What ours is made with; the others get what they know of it. */
  init: EventSourcePolyfillInit & { headers: () => Promise<[string, string][]> }
  /** Whether an Authorization belongs to the case. */
  authorized: boolean
  /** Whether other headers do. */
  named: boolean
}

/** What the table shows of a side. */
export interface SideRow extends Omit<Tally, 'receive'> {
  refusal?: MessageKey
}

type Source = EventSource | EventSourcePolyfill

export function useSides() {
  const rows = shallowReactive<Partial<Record<Side, SideRow>>>({})
  let sources: Source[] = []
  let tallies: Partial<Record<Side, Tally>> = {}
  let turn = 0

  async function open(url: URL, terms: Terms) {
    const mine = ++turn
    tallies = {}
    for (const side of SIDES) delete rows[side]
    if (!terms.native && !terms.original) return
    const refused = {
      native: terms.native && nativeRefusal(terms),
      original: terms.original && terms.init.method !== 'GET' && ('inspector.refusedMethod' as const),
    }
    // What is made anew for each request: for the original there is no other way than beforehand.
    const [original, headers] = await Promise.all([
      terms.original && !refused.original && import('event-source-polyfill-original'),
      terms.init.headers(),
    ])
    if (mine !== turn) return
    const { withCredentials, heartbeatTimeout } = terms.init
    follow('ours', new EventSourcePolyfill(url, terms.init), terms.types)
    if (refused.native) rows.native = { ...new Tally(), refusal: refused.native }
    else if (terms.native) follow('native', new EventSource(url, { withCredentials }), terms.types)
    if (refused.original) rows.original = { ...new Tally(), refusal: refused.original }
    if (!original) return
    const made = new original.EventSourcePolyfill(url.href, {
      headers: Object.fromEntries(headers),
      withCredentials,
      // It has no way to switch it off.
      heartbeatTimeout: heartbeatTimeout || 2 ** 31 - 1,
    })
    follow('original', made, terms.types)
  }

  function follow(side: Side, source: Source, types: string[]) {
    const tally = new Tally()
    Object.assign(tally, { began: now(), state: 'connecting' })
    tallies[side] = tally
    sources.push(source)
    source.onopen = (event: Event) => {
      if (isServers(event)) return
      tally.opens++
      tally.state = 'open'
    }
    source.onerror = (event: Event) => {
      if (isServers(event)) return
      tally.errors++
      tally.state = source.readyState === EventSource.CLOSED ? 'closed' : 'waiting'
      const { reason, status } = event as { reason?: string; status?: number }
      tally.reason = [reason, status === 200 ? '' : status].filter(Boolean).join(' ')
    }
    for (const type of types.length ? types : ['message']) {
      const target: EventTarget = source as EventTarget
      target.addEventListener(type, (event) => {
        if (!isServers(event)) return
        const { lastEventId, data } = event as MessageEvent<string>
        tally.receive(lastEventId, data, now())
      })
    }
  }

  function close() {
    turn++
    for (const source of sources) source.close()
    sources = []
    for (const tally of Object.values(tallies)) tally.state = 'closed'
  }

  function show() {
    for (const [side, tally] of Object.entries(tallies) as [Side, Tally][]) rows[side] = { ...tally }
  }

  return { rows, open, close, show }
}

/** A server may call its events open and error too. */
const isServers = (event: Event) => 'data' in event

function nativeRefusal({ authorized, named, init }: Terms): MessageKey | undefined {
  if (authorized) return 'inspector.refusedToken'
  if (named) return 'inspector.refusedHeaders'
  if (init.method !== 'GET') return 'inspector.refusedMethod'
  return undefined
}
