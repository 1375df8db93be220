/** What the plots show: sums over short stretches of time, of which so many are kept. */
export interface Stretch {
  /** When it began. */
  time: number
  events: number
  bytes: number
  /** ms from a chunk to the page: all together, and the longest. */
  delays: number
  longest: number
  /** ms by the events' own times, the shortest and the longest; where they have any. */
  ages?: [number, number]
}

/** ms of one. */
export const STRETCH = 250
/** Ten minutes. */
const KEPT = 2400

export class Series {
  readonly stretches: Stretch[] = []

  event(time: number, delay: number) {
    const stretch = this.#at(time)
    stretch.events++
    stretch.delays += delay
    stretch.longest = Math.max(stretch.longest, delay)
  }

  bytes(time: number, bytes: number) {
    this.#at(time).bytes += bytes
  }

  age(time: number, age: number) {
    const stretch = this.#at(time)
    const [least, most] = stretch.ages ?? [age, age]
    stretch.ages = [Math.min(least, age), Math.max(most, age)]
  }

  #at(time: number): Stretch {
    const from = Math.floor(time / STRETCH) * STRETCH
    const last = this.stretches.at(-1)
    if (last && last.time >= from) return last
    const made: Stretch = { time: from, events: 0, bytes: 0, delays: 0, longest: 0 }
    this.stretches.push(made)
    if (this.stretches.length > KEPT) this.stretches.shift()
    return made
  }
}
