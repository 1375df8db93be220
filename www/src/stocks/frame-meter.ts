/**
 * What the visitor's screen does: the intervals between animation frames, and the tasks that were too
 * long for one. Nothing is averaged away: the longest gap counts as much as the mean.
 */
import { useEventListener, useRafFn } from '@vueuse/core'
import { onScopeDispose, shallowReactive } from 'vue'

const SECOND = 1000
const GAPS = 5 * SECOND
const TASKS = 10 * SECOND

export interface Span {
  end: number
  duration: number
}

/** Figures of a stretch of time. */
export interface Measurement {
  frames: number
  /** ms of all frames. */
  time: number
  fps: number
  gap: number
  longTasks: number
  /** ms in long tasks. */
  blocked: number
  updates: number
}

export function useFrameMeter(total: { updates: number }) {
  const measuresTasks = PerformanceObserver.supportedEntryTypes.includes('longtask')
  const view = shallowReactive({ fps: 0, gap: 0, longTasks: 0, updates: 0, perFrame: 0, measuresTasks })
  let frames: Span[] = []
  let tasks: Span[] = []
  let last: { at: number; updates: number } | undefined
  let shown = { at: performance.now(), updates: total.updates }
  let running: { from: number; updates: number; frames: Span[]; tasks: Span[] } | undefined

  useRafFn(({ timestamp }) => {
    if (last) {
      const frame = { end: timestamp, duration: timestamp - last.at }
      frames.push(frame)
      running?.frames.push(frame)
    }
    last = { at: timestamp, updates: total.updates }
    if (timestamp - shown.at < SECOND / 2) return
    frames = frames.filter(({ end }) => end > timestamp - GAPS)
    tasks = tasks.filter(({ end }) => end > timestamp - TASKS)
    const recent = frames.filter(({ end }) => end > timestamp - SECOND)
    const updates = ((total.updates - shown.updates) * SECOND) / (timestamp - shown.at)
    Object.assign(view, {
      ...rate(recent),
      gap: longest(frames),
      longTasks: tasks.length,
      updates,
      perFrame: recent.length ? updates / rate(recent).fps : 0,
    })
    shown = { at: timestamp, updates: total.updates }
  })

  // Hidden, there are no frames: that gap is nobody's fault.
  useEventListener(document, 'visibilitychange', () => {
    last = undefined
    frames = []
  })

  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      const task = { end: startTime + duration, duration }
      tasks.push(task)
      running?.tasks.push(task)
    }
  })
  if (measuresTasks) observer.observe({ type: 'longtask' })
  onScopeDispose(() => observer.disconnect())

  function start() {
    running = { from: performance.now(), updates: total.updates, frames: [], tasks: [] }
  }

  function finish(): Measurement {
    const { from, updates, frames, tasks } = running ?? { from: 0, updates: 0, frames: [], tasks: [] }
    running = undefined
    return {
      ...rate(frames),
      frames: frames.length,
      time: sum(frames),
      gap: longest(frames),
      longTasks: tasks.length,
      blocked: sum(tasks),
      updates: ((total.updates - updates) * SECOND) / (performance.now() - from),
    }
  }

  return { view, start, finish }
}

/** Of two stretches. */
export function join(a: Measurement, b: Measurement = a): Measurement {
  if (a === b) return a
  const frames = a.frames + b.frames
  const time = a.time + b.time
  return {
    frames,
    time,
    fps: time === 0 ? 0 : (frames * SECOND) / time,
    gap: Math.max(a.gap, b.gap),
    longTasks: a.longTasks + b.longTasks,
    blocked: a.blocked + b.blocked,
    updates: time === 0 ? 0 : (a.updates * a.time + b.updates * b.time) / time,
  }
}

const sum = (spans: Span[]) => spans.reduce((all, { duration }) => all + duration, 0)
const longest = (spans: Span[]) => spans.reduce((most, { duration }) => Math.max(most, duration), 0)
const rate = (frames: Span[]) => ({ fps: frames.length === 0 ? 0 : (frames.length * SECOND) / sum(frames) })
