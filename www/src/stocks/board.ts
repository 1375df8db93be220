/**
 * The prices of all instruments. Not reactive: thousands of updates a second go into typed arrays,
 * and the frame asks what has changed.
 */
export interface Instrument {
  symbol: string
  name: { en: string; zh: string }
  open: number
  last: number
  high: number
  low: number
  volume: number
}

/** One message of the stream. */
export interface Update {
  /** Index of the instrument. */
  s: number
  /** Price. */
  p: number
  /** Volume, all of today's. */
  v: number
  /** ms since the stream began. */
  t: number
}

export class Board {
  readonly size: number
  readonly open: Float64Array
  readonly last: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly volume: Float64Array
  /** How often each has changed: a row with the number it was drawn with is as it was. */
  readonly version: Uint32Array
  /** When each made a new high or low, in ms of `performance.now()`; negative for a low. */
  readonly extreme: Float64Array

  constructor(readonly instruments: readonly Instrument[] = []) {
    this.size = instruments.length
    this.open = Float64Array.from(instruments, ({ open }) => open)
    this.last = Float64Array.from(instruments, ({ last }) => last)
    this.high = Float64Array.from(instruments, ({ high }) => high)
    this.low = Float64Array.from(instruments, ({ low }) => low)
    this.volume = Float64Array.from(instruments, ({ volume }) => volume)
    this.version = new Uint32Array(this.size)
    this.extreme = new Float64Array(this.size)
  }

  /** @param now a time of the frame that is good enough */
  apply({ s, p, v }: Update, now: number) {
    if (!(s < this.size)) return
    this.last[s] = p
    this.volume[s] = v
    if (p > this.high[s]!) {
      this.high[s] = p
      this.extreme[s] = now
    }
    if (p < this.low[s]!) {
      this.low[s] = p
      this.extreme[s] = -now
    }
    this.version[s]!++
  }

  /** Since the opening, as a ratio. */
  change(index: number) {
    return this.last[index]! / this.open[index]! - 1
  }
}

export const COLUMNS = ['symbol', 'name', 'last', 'change', 'high', 'low', 'volume'] as const
export type Column = (typeof COLUMNS)[number]

/** The indices of those that match, in the order of a column. */
export function arrange(board: Board, column: Column, descending: boolean, wanted: string, locale: 'en' | 'zh') {
  const needle = wanted.trim().toLowerCase()
  const indices: number[] = []
  board.instruments.forEach(({ symbol, name }, index) => {
    const text = `${symbol} ${name.en} ${name.zh}`.toLowerCase()
    if (text.includes(needle)) indices.push(index)
  })
  const compare = comparison(board, column, locale)
  const sign = descending ? -1 : 1
  return indices.sort((a, b) => sign * compare(a, b) || a - b)
}

function comparison(board: Board, column: Column, locale: 'en' | 'zh'): (a: number, b: number) => number {
  const { instruments } = board
  if (column === 'symbol') return (a, b) => instruments[a]!.symbol.localeCompare(instruments[b]!.symbol)
  if (column === 'name') return (a, b) => instruments[a]!.name[locale].localeCompare(instruments[b]!.name[locale], locale)
  if (column === 'change') return (a, b) => board.change(a) - board.change(b)
  const values = board[column]
  return (a, b) => values[a]! - values[b]!
}
