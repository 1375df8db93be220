/**
 * How old an event is by the time in its own data. Of milliseconds since 1970: our clock less
 * theirs, and wrong by as much as the two differ. Of milliseconds since anything else: how much later
 * it came than the quickest event so far.
 */
const CLOCK = 1e11

export class OwnTime {
  #least = Infinity
  readonly #path: string[]

  /** @param path names with dots between, such as `sent.at` */
  constructor(path: string) {
    this.#path = path.split('.').filter(Boolean)
  }

  /** @returns ms; undefined where the data has no such number */
  age(data: string, time: number): number | undefined {
    if (this.#path.length === 0) return undefined
    const stamp = this.#read(data)
    if (typeof stamp !== 'number' || !Number.isFinite(stamp)) return undefined
    const late = time - stamp
    if (stamp > CLOCK) return late
    this.#least = Math.min(this.#least, late)
    return late - this.#least
  }

  /** A new stream begins at nought again. */
  restart() {
    this.#least = Infinity
  }

  #read(data: string): unknown {
    try {
      return this.#path.reduce((value: unknown, name) => (value as Record<string, unknown>)?.[name], JSON.parse(data))
    } catch {
      return undefined
    }
  }
}
