/** What happened to the connection, in order; the state is what the last of it says. */
import { shallowReactive } from 'vue'
import type { State } from '../connection'
import { now } from './time'

export interface Moment {
  key: number
  time: number
  /** A state that begins, or something from outside that may be why the next one does. */
  kind: State | 'holder' | 'fault' | 'offline' | 'online'
  attempt?: number
  /** In the library's words. */
  reason?: string
  status?: number
  statusText?: string
  message?: string
  /** ms until the next attempt. */
  delay?: number
  retryAfter?: string
  contentType?: string
  /** What the request carried. */
  lastEventId?: string
  /** Closed by the visitor. */
  byHand?: boolean
  fault?: string
  /** Of a connection that tabs share: whether it is in this one, and how many there are. */
  here?: boolean
  sharers?: number
  affected?: number
}

const KEPT = 1000

export class Timeline {
  readonly moments = shallowReactive<Moment[]>([])
  #count = 0

  /** @param time when it was, if it becomes known only now */
  add(moment: Omit<Moment, 'key' | 'time'>, time = now()) {
    let place = this.moments.length
    while (place > 0 && this.moments[place - 1]!.time > time) place--
    this.moments.splice(place, 0, { ...moment, key: ++this.#count, time })
    if (this.moments.length > KEPT) this.moments.shift()
  }

  clear() {
    this.moments.length = 0
  }
}

export const STATES: readonly Moment['kind'][] = ['connecting', 'open', 'waiting', 'closed']
