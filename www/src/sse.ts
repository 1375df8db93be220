import { EventSourcePolyfill } from 'event-source-polyfill'
import { ref } from 'vue'
import { begin, connection, failed, opened, record } from './connection'
import { authorize, expire } from './session'

/** Who reconnects: `onerror` below with a new source, or the library with the one there is. */
export const reconnectBy = ref<'page' | 'library'>('page')

let source: EventSourcePolyfill | null = null
let retries = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Opens the one connection. `prepare` gets the source, and each one that takes its place. */
export function openSource(url: string, prepare: (source: EventSourcePolyfill) => void) {
  closeSource()
  begin()
  connect(url, prepare)
}

export function closeSource() {
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

  source = new EventSourcePolyfill(import.meta.env.VITE_APP_BASE_API + url, {
    heartbeatTimeout: 3 * 60 * 1000,
    headers: async () => ({ ...(await authorize()), Accept: 'text/event-stream' }),
    withCredentials: true,
  })

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

    if (reconnectBy.value === 'library' && source?.readyState === EventSourcePolyfill.CONNECTING) {
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
