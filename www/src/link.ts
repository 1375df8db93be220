/** What a screen shows of its connection. */
import type { EventSourceStatus, UseEventSourceReturn } from 'event-source-polyfill/vue'
import { computed, ref, watch } from 'vue'
import type { State } from './connection'

export interface Link {
  state: State
  reconnections: number
  /** Why it broke last. */
  reason: string
  /** ms until the next attempt. */
  delay: number
}

const STATES: Record<EventSourceStatus, State> = { CONNECTING: 'connecting', OPEN: 'open', CLOSED: 'closed' }

/** Of the composable's source. */
export function useLink({ status, eventSource, delay, reason }: UseEventSourceReturn<string[]>) {
  const opens = ref(0)
  watch(eventSource, () => (opens.value = 0), { flush: 'sync' })
  watch(status, (now) => now === 'OPEN' && opens.value++, { flush: 'sync' })
  return computed<Link>(() => ({
    state: STATES[status.value],
    reconnections: Math.max(0, opens.value - 1),
    reason: reason.value ?? '',
    delay: delay.value ?? 0,
  }))
}
