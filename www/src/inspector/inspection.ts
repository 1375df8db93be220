/** Connects the package's source to a case, and records what happens. */
import { EventSourcePolyfill, type ConnectionErrorEvent, type ConnectionEvent, type EventSourcePolyfillInit } from 'event-source-polyfill'
import { SharedEventSource } from 'event-source-polyfill/shared'
import { useEventListener, useRafFn } from '@vueuse/core'
import { onScopeDispose, shallowReactive, shallowRef } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import type { State } from '../connection'
import type { Attempt } from './attempt'
import { listed, type Case } from './case'
import { OwnTime } from './own-time'
import { Recording } from './recording'
import { useSides } from './sides'
import { Tap } from './tap'
import { now } from './time'
import { Timeline } from './timeline'

/** How often the figures are written: nobody reads faster. */
const FIGURES = 10

const NOTHING = {
  state: 'closed' as State,
  /** When the next attempt begins. */
  until: 0,
  reason: '',
  /** Not even tried, and why; in the browser's words. */
  problem: '',
  reconnections: 0,
  lastEventId: '',
  events: 0,
  bytes: 0,
  /** Of the last second. */
  rate: 0,
  last: 0,
  now: 0,
}

export function useInspection({ inspected, target, headers, rights, authorized, names }: Case) {
  const view = shallowReactive({ ...NOTHING, offline: false })
  const recording = shallowRef(new Recording())
  const timeline = new Timeline()
  const sides = useSides()
  let tap = new Tap()
  let source: EventSourcePolyfill | undefined
  let opens = 0

  function open() {
    close()
    timeline.clear()
    Object.assign(view, NOTHING)
    recording.value = new Recording()
    opens = 0
    const ownTime = new OwnTime(inspected.time)
    const offline = tap.offline
    const { series } = recording.value
    tap = new Tap(
      (attempt) => {
        ownTime.restart()
        begun(attempt)
      },
      (time, bytes) => series.bytes(time, bytes),
    )
    tap.offline = offline
    const init = {
      headers,
      method: inspected.method,
      body: inspected.method === 'GET' ? null : inspected.body,
      withCredentials: inspected.credentials,
      heartbeatTimeout: inspected.heartbeat * 1000,
      reconnect: inspected.reconnect && { statuses: listed(inspected.statuses).map(Number) },
    }
    try {
      if (!target.value) throw new SyntaxError(`No URL: ${inspected.url}`)
      source = inspected.shared ? share(target.value, init) : new EventSourcePolyfill(target.value, { ...init, fetch: tap.fetch })
    } catch (error) {
      view.problem = error instanceof Error ? error.message : String(error)
      return
    }
    source.onopen = opened
    source.onerror = failed
    void read(source, recording.value, tap, ownTime)
    void sides.open(target.value, {
      native: inspected.withNative,
      original: inspected.withOriginal,
      types: listed(inspected.types),
      init,
      authorized: authorized.value,
      named: names.value.length > 0,
    })
  }

  /** With the tabs of the same case and the same rights. */
  function share(url: URL, init: EventSourcePolyfillInit) {
    const shared = new SharedEventSource(url, { ...init, fetch: tap.fetch, share: rights() })
    view.state = 'connecting'
    timeline.add({ kind: 'connecting' })
    shared.addEventListener('sharing', () => {
      timeline.add({ kind: 'holder', here: shared.holder, sharers: shared.sharers })
    })
    return shared
  }

  /** Every event, whatever its type: a listener would have to know the types beforehand. */
  async function read(source: EventSourcePolyfill, recording: Recording, tap: Tap, ownTime: OwnTime) {
    for await (const { type, lastEventId, data } of source) {
      const time = now()
      // Read by another tab: nothing is known of that.
      const read = tap.read || time
      recording.add({ time, type, id: lastEventId, data, delay: time - read, attempt: tap.attempts.length })
      const age = ownTime.age(data, time)
      if (age !== undefined) recording.series.age(time, age)
    }
  }

  function begun(attempt: Attempt) {
    const lastEventId = source?.lastEventId ?? ''
    Object.assign(view, { state: 'connecting', until: 0 })
    timeline.add({ kind: 'connecting', attempt: attempt.number, lastEventId })
  }

  function opened(event: ConnectionEvent) {
    // A server may call its events so.
    if ('data' in event) return
    const { status, statusText, headers } = event
    if (++opens > 1) view.reconnections++
    view.state = 'open'
    const contentType = headers.get('content-type') ?? ''
    timeline.add({ kind: 'open', attempt: tap.attempts.length, status, statusText, contentType })
  }

  function failed(event: ConnectionErrorEvent) {
    if ('data' in event) return
    const { reason, status, statusText, message, willReconnect, delay = 0, headers } = event
    const state = willReconnect ? 'waiting' : 'closed'
    const retryAfter = headers?.get('retry-after') ?? undefined
    Object.assign(view, { state, reason: [reason, status === 200 ? '' : status].filter(Boolean).join(' ') })
    view.until = willReconnect ? now() + delay : 0
    const attempt = tap.attempts.at(-1)
    if (attempt) attempt.reason = reason
    timeline.add({ kind: state, attempt: attempt?.number, reason, status, statusText, message, delay, retryAfter })
  }

  function close() {
    sides.close()
    if (source && source.readyState !== EventSourcePolyfill.CLOSED) {
      source.close()
      view.reason = ''
      timeline.add({ kind: 'closed', byHand: true })
    }
    source = undefined
    Object.assign(view, { state: 'closed', until: 0 })
  }

  function setOffline(offline: boolean) {
    view.offline = offline
    timeline.add({ kind: offline ? 'offline' : 'online', byHand: true })
    tap.offline = offline
    // As the page's own `online` event would do it.
    if (!offline && view.state === 'waiting') source?.reconnect()
  }

  useRafFn(
    () => {
      const at = now()
      const { count, series, rows } = recording.value
      Object.assign(view, { now: at, events: count, bytes: tap.bytes, last: rows.at(-1)?.time ?? 0 })
      if (source) view.lastEventId = source.lastEventId
      const recent = series.stretches.slice(-5).filter(({ time }) => time > at - 1250)
      view.rate = recent.reduce((sum, { events }) => sum + events, 0) / 1.25
      sides.show()
    },
    { fpsLimit: FIGURES },
  )

  // The machine's own network, where the browser knows of it.
  useEventListener(window, ['online', 'offline'], ({ type }) => timeline.add({ kind: type === 'online' ? 'online' : 'offline' }))
  onBeforeRouteLeave(close)
  onScopeDispose(close)

  return { view, recording, timeline, sides, open, close, setOffline, attempts: () => tap.attempts }
}

export type Inspection = ReturnType<typeof useInspection>
