/** What one side of the comparison received. The IDs tell gaps only where they are whole numbers. */
import type { State } from '../connection'

export class Tally {
  state: State = 'closed'
  events = 0
  /** Of the data, UTF-16 code units: what each side gives, so it needs no second look. */
  characters = 0
  missed = 0
  doubled = 0
  opens = 0
  errors = 0
  reason = ''
  began = 0
  first = 0
  last = 0
  lastEventId = ''

  receive(id: string, data: string, time: number) {
    this.events++
    this.characters += data.length
    this.first ||= time
    this.last = time
    const [before, after] = [Number(this.lastEventId || NaN), Number(id || NaN)]
    if (Number.isInteger(before) && Number.isInteger(after)) {
      if (after > before + 1) this.missed += after - before - 1
      if (after <= before) this.doubled++
    }
    this.lastEventId = id
  }
}
