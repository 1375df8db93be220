/** The dashboard's stream: every tick is kept, the charts take what is new. */
import { useRafFn } from '@vueuse/core'
import { useEventSource } from 'event-source-polyfill/vue'
import { ref, shallowReactive, watch, type Ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { useLink } from '../link'
import { authorize, expire } from '../session'
import { HEARTBEAT, RETRIED } from '../source'

export interface Metrics {
  /** ms since 1970. */
  t: number
  requests: number
  latency: { p50: number; p95: number; p99: number }
  /** Of the requests, 0 to 1. */
  errors: number
  cpu: number
  memory: number
  regions: { name: string; value: number }[]
  orders: number
  revenue: number
}

/** What is longer ago than any window shows. */
const KEPT = 120_000
/** Drawings a second of the lines; of gauges and bars, which nobody reads faster. */
const FAST = 20
const SLOW = 5

export function useMetrics(rate: Ref<number>, drawing: Ref<boolean>) {
  const view = shallowReactive({
    latest: undefined as Metrics | undefined,
    /** The ticks, oldest first. The same array always: `frame` says that it has grown. */
    ticks: [] as Metrics[],
    frame: 0,
    slowFrame: 0,
    received: 0,
  })
  const ticks: Metrics[] = []
  let received = 0

  // The query changes before the page is gone: that is no wish for another stream.
  const here = ref(true)
  onBeforeRouteLeave(() => void (here.value = false))
  const path = () => (here.value ? `${import.meta.env.VITE_APP_BASE_API}/metrics?rate=${rate.value}` : undefined)
  const source = useEventSource<{ metrics: Metrics }>(path, ['metrics'], {
    headers: authorize,
    heartbeatTimeout: HEARTBEAT,
    reconnect: { statuses: RETRIED },
    serializer: { read: JSON.parse },
    onMessage({ data }) {
      ticks.push(data)
      received++
    },
  })
  const { open, error } = source
  watch(error, (failed) => failed?.status === 401 && expire())

  let drawn = 0

  const draw = ({ timestamp }: { timestamp: number }) => {
    if (received === view.received) return
    const oldest = ticks.at(-1)!.t - KEPT
    // Seldom, since it moves the whole array.
    if (ticks[0]!.t < oldest - 10_000) ticks.splice(0, ticks.findIndex((tick) => tick.t >= oldest))
    if (!drawing.value) return
    view.ticks = ticks
    view.latest = ticks.at(-1)
    view.received = received
    view.frame++
    if (timestamp - drawn < 1000 / SLOW) return
    drawn = timestamp
    view.slowFrame++
  }
  useRafFn(draw, { fpsLimit: FAST })

  return { link: useLink(source), open, view }
}
