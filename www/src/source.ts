/**
 * A connection of one screen's own, by whichever implementation: opened and closed with the screen,
 * and anew when its URL changes. Where it is the package alone, its `useEventSource` does this.
 */
import { EventSourcePolyfill, type EventSourcePolyfillInit } from 'event-source-polyfill'
import { onScopeDispose, reactive, watch } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import type { Failure } from './connection'
import type { Link } from './link'
import { authorize, expire } from './session'

/** Of the package, or of one that is compared with it. */
export type Make = (url: string, init: EventSourcePolyfillInit) => EventSourcePolyfill | Promise<EventSourcePolyfill>

/** ms. The streams of these screens are never silent for so long. */
export const HEARTBEAT = 10_000
/** A server that restarts says so. */
export const RETRIED = [502, 503, 504]

export function useSource(path: () => string, prepare: (source: EventSourcePolyfill) => void, make: () => Make) {
  const link = reactive<Link>({ state: 'closed', reconnections: 0, reason: '', delay: 0 })
  let source: EventSourcePolyfill | undefined
  let turn = 0

  async function open() {
    close()
    Object.assign(link, { state: 'connecting', reconnections: 0, reason: '', delay: 0 })
    const mine = ++turn
    const url = import.meta.env.VITE_APP_BASE_API + path()
    const made = await make()(url, { headers: authorize, heartbeatTimeout: HEARTBEAT, reconnect: { statuses: RETRIED } })
    if (mine !== turn) {
      made.close()
      return
    }
    source = made
    let opens = 0
    made.onopen = () => {
      if (opens++ > 0) link.reconnections++
      Object.assign(link, { state: 'open', delay: 0 })
    }
    made.onerror = (event: Failure) => {
      link.reason = event.reason ?? String(event.status ?? '')
      link.delay = event.delay ?? 0
      link.state = made.readyState === EventSourcePolyfill.CLOSED ? 'closed' : 'connecting'
      if (event.status === 401) {
        close()
        expire()
      }
    }
    prepare(made)
  }

  function close() {
    turn++
    source?.close()
    source = undefined
    link.state = 'closed'
  }

  const stop = watch([path, make], open, { immediate: true })
  // The query changes before the page is gone: that is no wish for another stream.
  onBeforeRouteLeave(() => {
    stop()
    close()
  })
  onScopeDispose(close)
  return { link, open, close }
}
