/** What each chart shows, from the ticks of the window. The stage is dark in either theme. */
import { compact, percent, whole } from '../format'
import { named } from '../i18n'
import type { Option } from './echarts'
import type { Metrics } from './metrics'

const INK = '#a9b6d3'
const RULE = 'rgba(140, 165, 220, 0.16)'
const COLOURS = { blue: '#4ea1ff', teal: '#2ee6c5', amber: '#ffc24b', rose: '#ff6f91', violet: '#a58bff' }

const axisText = { color: INK, fontSize: 11 }
const tooltip = { trigger: 'axis', backgroundColor: '#0d1733', borderColor: '#2a4380', textStyle: { color: '#e6edff' } } as const
const grid = { left: 8, right: 14, top: 32, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const
const legend = { top: 0, right: 0, itemWidth: 14, itemHeight: 8, textStyle: axisText }

const timeAxis = (from: number, to: number) => ({
  type: 'time' as const,
  min: from,
  max: to,
  splitNumber: 4,
  axisLabel: { ...axisText, hideOverlap: true, formatter: '{HH}:{mm}:{ss}' },
  axisLine: { lineStyle: { color: RULE } },
  axisTick: { show: false },
})

const valueAxis = (format: (value: number) => string) => ({
  type: 'value' as const,
  scale: true,
  splitNumber: 4,
  axisLabel: { ...axisText, formatter: format },
  splitLine: { lineStyle: { color: RULE } },
})

const line = (name: string, colour: string, data: [number, number][], filled = false) => ({
  type: 'line' as const,
  name,
  data,
  showSymbol: false,
  sampling: 'lttb' as const,
  lineStyle: { width: 2, color: colour },
  itemStyle: { color: colour },
  areaStyle: filled ? { color: colour, opacity: 0.16 } : undefined,
})

/** The part of the ticks that the window shows. */
export function inWindow(ticks: readonly Metrics[], seconds: number) {
  const to = ticks.at(-1)?.t ?? 0
  // As wide as there is something to show: it grows to the window.
  const from = Math.max(to - seconds * 1000, Math.min(ticks[0]?.t ?? 0, to - 2000))
  let first = ticks.length
  while (first > 0 && ticks[first - 1]!.t >= from) first--
  return { from, to, ticks: ticks.slice(first) }
}

type Window = ReturnType<typeof inWindow>

export function throughput({ from, to, ticks }: Window, name: string): Option {
  const data = ticks.map((tick): [number, number] => [tick.t, tick.requests])
  return {
    animation: false,
    tooltip,
    grid: { ...grid, top: 12 },
    xAxis: timeAxis(from, to),
    yAxis: valueAxis(compact),
    series: [line(name, COLOURS.blue, data, true)],
  }
}

export function latency({ from, to, ticks }: Window): Option {
  const of = (key: keyof Metrics['latency']) => ticks.map((tick): [number, number] => [tick.t, tick.latency[key]])
  return {
    animation: false,
    tooltip,
    legend,
    grid,
    xAxis: timeAxis(from, to),
    yAxis: valueAxis((value) => `${whole(value)} ms`),
    series: [line('p50', COLOURS.teal, of('p50')), line('p95', COLOURS.amber, of('p95')), line('p99', COLOURS.rose, of('p99'))],
  }
}

export function load(latest: Metrics, names: { cpu: string; memory: string }): Option {
  const gauge = (name: string, value: number, colour: string, x: string) => ({
    type: 'gauge' as const,
    center: [x, '58%'],
    radius: '68%',
    startAngle: 210,
    endAngle: -30,
    min: 0,
    max: 1,
    progress: { show: true, width: 10, roundCap: true, itemStyle: { color: colour } },
    axisLine: { roundCap: true, lineStyle: { width: 10, color: [[1, RULE]] as [number, string][] } },
    pointer: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { show: false },
    title: { offsetCenter: [0, '62%'], color: INK, fontSize: 13 },
    detail: { offsetCenter: [0, 0], color: '#e6edff', fontSize: 22, fontWeight: 650, formatter: (ratio: number) => percent(ratio, 0) },
    data: [{ name, value }],
  })
  return {
    animation: false,
    series: [
      gauge(names.cpu, latest.cpu, latest.cpu > 0.85 ? COLOURS.rose : COLOURS.blue, '26%'),
      gauge(names.memory, latest.memory, latest.memory > 0.85 ? COLOURS.rose : COLOURS.violet, '74%'),
    ],
  }
}

export function regions(latest: Metrics): Option {
  const sorted = latest.regions.toSorted((a, b) => a.value - b.value)
  return {
    animation: false,
    grid: { ...grid, top: 0, right: 44 },
    xAxis: { ...valueAxis(compact), scale: false, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: { type: 'category', data: sorted.map(({ name }) => named('region', name)), axisLabel: axisText, axisLine: { show: false }, axisTick: { show: false } },
    series: [
      {
        type: 'bar',
        barWidth: '55%',
        itemStyle: { color: COLOURS.teal, borderRadius: 4 },
        label: { show: true, position: 'right', color: INK, formatter: ({ value }) => whole(Number(value)) },
        data: sorted.map(({ value }) => value),
      },
    ],
  }
}

/** Of whole seconds: the mean of the orders, which a tick has as a rate, and the revenue there is at its end. */
export function sales({ from, to, ticks }: Window, names: { orders: string; revenue: string }): Option {
  const seconds = new Map<number, { orders: number; revenue: number; count: number }>()
  for (const { t, orders, revenue } of ticks) {
    const key = Math.floor(t / 1000) * 1000
    const sum = seconds.get(key) ?? { orders: 0, revenue: 0, count: 0 }
    seconds.set(key, { orders: sum.orders + orders, revenue, count: sum.count + 1 })
  }
  const means = [...seconds].map(([second, { orders, count }]): [number, number] => [second, Math.round((orders / count) * 10) / 10])
  const totals = [...seconds].map(([second, { revenue }]): [number, number] => [second, revenue])
  return {
    animation: false,
    tooltip,
    legend,
    grid,
    xAxis: timeAxis(from, to),
    yAxis: [
      { ...valueAxis(compact), scale: false },
      { ...valueAxis(compact), splitLine: { show: false } },
    ],
    series: [
      { type: 'bar', name: names.orders, data: means, itemStyle: { color: COLOURS.blue, borderRadius: 2 }, barWidth: '60%' },
      { ...line(names.revenue, COLOURS.amber, totals), yAxisIndex: 1 },
    ],
  }
}
