import { EventSourcePolyfill, type EventSourcePolyfillInit } from 'event-source-polyfill'
import { SharedEventSource } from 'event-source-polyfill/shared'
import { ref, watch } from 'vue'
import { begin, connection, failed, held, opened, record } from './connection'
import { authorize, expire, session } from './session'

export const RECONNECTIONS = ['page', 'library', 'tabs'] as const

/** Who reconnects: `onerror` below with a new source, the library with the one there is, or with one for all tabs. */
export const reconnectBy = ref<(typeof RECONNECTIONS)[number]>('page')

let source: EventSourcePolyfill | null = null
let retries = 0
let timer: ReturnType<typeof setTimeout> | undefined

let stop = () => {}

/** Opens the one connection. `prepare` gets the source, and each one that takes its place. */
export function openSource(url: string, prepare: (source: EventSourcePolyfill) => void) {
  const open = () => {
    closeSource()
    begin()
    connect(url, prepare)
  }
  open()
  stop = watch(() => reconnectBy.value === 'tabs', open)
}

export function endSource() {
  stop()
  closeSource()
}

function closeSource() {
  clearTimeout(timer)
  if (source && source.readyState !== EventSourcePolyfill.CLOSED) {
    source.close()
    record('note', '', 'log.closed')
  }
  source = null
  retries = 0
  connection.state = 'closed'
}

function connect(url: string, prepare: (source: EventSourcePolyfill) => void) {
  connection.state = 'connecting'
  const init = {
    heartbeatTimeout: 3 * 60 * 1000,
    headers: async () => ({ ...(await authorize()), Accept: 'text/event-stream' }),
    withCredentials: true,
  }
  source =
    reconnectBy.value === 'tabs'
      ? share(import.meta.env.VITE_APP_BASE_API + url, init)
      : new EventSourcePolyfill(import.meta.env.VITE_APP_BASE_API + url, init)

  source.onopen = (event) => {
    retries = 0
    opened(event)
  }

  source.onmessage = (event) => {
    console.debug('a message for no page', event.data)
  }

  source.onerror = (event) => {
    failed(event)

    // Another attempt with the same token would be refused as well.
    if (event.status === 401) {
      closeSource()
      expire()
      return
    }

    if (reconnectBy.value !== 'page' && source?.readyState === EventSourcePolyfill.CONNECTING) {
      connection.state = 'connecting'
      return
    }

    source?.close()
    source = null
    connection.state = 'waiting'
    const delay = Math.min(30_000, 2 ** retries++ * 1000)
    record('note', '', 'log.again', { delay })
    timer = setTimeout(() => connect(url, prepare), delay)
  }

  prepare(source)
}

function share(url: string, init: EventSourcePolyfillInit) {
  const shared = new SharedEventSource(url, { ...init, share: session.user })
  shared.addEventListener('sharing', () => held(shared))
  return shared
}
