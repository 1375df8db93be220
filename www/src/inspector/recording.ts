/**
 * The events of one connection, oldest first. Not reactive: who shows them asks for what is new once
 * a frame. Bounded: of an endless stream the oldest are forgotten.
 */
import { Series } from './series'

export interface Row {
  time: number
  type: string
  id: string
  data: string
  /** ms from the reading of its chunk until the page had it. */
  delay: number
  /** The attempt whose response brought it. */
  attempt: number
}

export const MOST_ROWS = 200_000
const MOST_CHARACTERS = 2 ** 27
/** Forgotten at once: moving the whole array costs. */
const BLOCK = MOST_ROWS / 10

const encoder = new TextEncoder()

/** Bytes of the data in UTF-8. Counted when asked for: of most rows nobody does. */
export const sizeOf = ({ data }: Row) => encoder.encode(data).byteLength

export class Recording {
  rows: Row[] = []
  /** Of all, also of those forgotten. */
  count = 0
  readonly types = new Map<string, number>()
  readonly series = new Series()
  #characters = 0

  get forgotten() {
    return this.count - this.rows.length
  }

  add(row: Row) {
    this.count++
    this.rows.push(row)
    this.#characters += row.data.length
    this.types.set(row.type, (this.types.get(row.type) ?? 0) + 1)
    this.series.event(row.time, row.delay)
    if (this.rows.length > MOST_ROWS) this.#forget(BLOCK)
    while (this.#characters > MOST_CHARACTERS && this.rows.length > 1) this.#forget(Math.ceil(this.rows.length / 10))
  }

  /** @param number from 1; it stays when older ones are forgotten */
  row(number: number): Row | undefined {
    return this.rows[number - 1 - this.forgotten]
  }

  #forget(count: number) {
    for (const { data } of this.rows.splice(0, count)) this.#characters -= data.length
  }
}
