/** Everything recorded, one JSON object a line: what happened to the connection and the events, by time. */
import { sizeOf, type Recording } from './recording'
import type { Timeline } from './timeline'

/** Characters of one part: a single string of 200 000 events could be too long. */
const PART = 2 ** 20

export function jsonLines(recording: Recording, timeline: Timeline): string[] {
  const moments = timeline.moments.map(({ key: _, kind, time, ...rest }) => ({ time, line: { kind, time: iso(time), ...rest } }))
  const parts: string[] = []
  let part = ''
  const write = (line: object) => {
    part += JSON.stringify(line) + '\n'
    if (part.length < PART) return
    parts.push(part)
    part = ''
  }
  let next = 0
  let number = recording.forgotten
  for (const row of recording.rows) {
    const { time, type, id, delay, attempt, data } = row
    while (next < moments.length && moments[next]!.time <= time) write(moments[next++]!.line)
    write({ kind: 'event', time: iso(time), number: ++number, type, id, size: sizeOf(row), delay: round(delay), attempt, data })
  }
  while (next < moments.length) write(moments[next++]!.line)
  return [...parts, part]
}

const iso = (time: number) => new Date(time).toISOString()
const round = (ms: number) => Math.round(ms * 1000) / 1000
