/** The stretches as ECharts draws them, in the colours of the page. */
import type { Option } from '../dashboard/echarts'
import { bytes, compact, fixed } from '../format'
import { STRETCH, type Stretch } from './series'

export interface Ink {
  text: string
  rule: string
  first: string
  second: string
  card: string
}

/** As the style sheet has them at the moment. */
export function ink(element: Element): Ink {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  return { text: colour('--quiet'), rule: colour('--line'), first: colour('--accent-text'), second: colour('--warn-dot'), card: colour('--card') }
}

function frame({ text, rule, card }: Ink, from: number, to: number) {
  const axisText = { color: text, fontSize: 11 }
  return {
    animation: false,
    tooltip: { trigger: 'axis', backgroundColor: card, borderColor: rule, textStyle: { color: text } } as const,
    legend: { top: 0, right: 0, itemWidth: 14, itemHeight: 8, textStyle: axisText },
    grid: { left: 4, right: 8, top: 28, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const,
    xAxis: {
      type: 'time' as const,
      min: from,
      max: to,
      splitNumber: 4,
      axisLabel: { ...axisText, hideOverlap: true, formatter: '{HH}:{mm}:{ss}' },
      axisLine: { lineStyle: { color: rule } },
      axisTick: { show: false },
    },
    axisText,
    value: (format: (value: number) => string, ruled = true) => ({
      type: 'value' as const,
      min: 0,
      splitNumber: 3,
      axisLabel: { ...axisText, formatter: format },
      splitLine: { show: ruled, lineStyle: { color: rule } },
    }),
  }
}

const line = (name: string, colour: string, data: [number, number][], filled = false) => ({
  type: 'line' as const,
  name,
  data,
  step: 'end' as const,
  showSymbol: false,
  sampling: 'max' as const,
  lineStyle: { width: 1.5, color: colour },
  itemStyle: { color: colour },
  areaStyle: filled ? { color: colour, opacity: 0.15 } : undefined,
})

/** Nothing came between two stretches that do not touch: the line must say so. */
function whole(stretches: readonly Stretch[], to: number, of: (stretch: Stretch) => number): [number, number][] {
  const points: [number, number][] = []
  let next = stretches[0]?.time ?? to
  for (const stretch of stretches) {
    if (stretch.time > next) points.push([next, 0], [stretch.time - 1, 0])
    points.push([stretch.time, of(stretch)])
    next = stretch.time + STRETCH
  }
  if (next < to) points.push([next, 0], [to, 0])
  return points
}

export function throughput(stretches: readonly Stretch[], from: number, to: number, colours: Ink, names: { events: string; bytes: string }): Option {
  const { axisText: _, value, ...rest } = frame(colours, from, to)
  const perSecond = 1000 / STRETCH
  return {
    ...rest,
    yAxis: [value(compact), value(bytes, false)],
    series: [
      line(names.events, colours.first, whole(stretches, to, ({ events }) => events * perSecond), true),
      { ...line(names.bytes, colours.second, whole(stretches, to, ({ bytes }) => bytes * perSecond)), yAxisIndex: 1 },
    ],
  }
}

export function latency(stretches: readonly Stretch[], from: number, to: number, colours: Ink, names: { mean: string; longest: string }): Option {
  const { axisText: _, value, ...rest } = frame(colours, from, to)
  const some = stretches.filter(({ events }) => events > 0)
  return {
    ...rest,
    yAxis: value((ms) => `${fixed(ms, ms < 10 ? 1 : 0)} ms`),
    series: [
      line(names.longest, colours.second, some.map(({ time, longest }) => [time, longest])),
      line(names.mean, colours.first, some.map(({ time, delays, events }) => [time, delays / events])),
    ],
  }
}

export function ages(stretches: readonly Stretch[], from: number, to: number, colours: Ink, names: { least: string; most: string }): Option {
  const { axisText: _, value, ...rest } = frame(colours, from, to)
  const some = stretches.filter((stretch): stretch is Stretch & { ages: [number, number] } => stretch.ages !== undefined)
  return {
    ...rest,
    // A clock that is behind ours makes events from the future.
    yAxis: { ...value((ms) => `${fixed(ms, 0)} ms`), min: undefined },
    series: [
      line(names.most, colours.second, some.map(({ time, ages }) => [time, ages[1]])),
      line(names.least, colours.first, some.map(({ time, ages }) => [time, ages[0]])),
    ],
  }
}
