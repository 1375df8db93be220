/**
 * The numbers of the rows that match, kept up to date: some milliseconds of looking in each frame, so
 * that a search through everything never holds the page up.
 */
import { useRafFn } from '@vueuse/core'
import { shallowReactive, watch, type Ref } from 'vue'
import type { Recording, Row } from './recording'

/** ms of a frame. */
const BUDGET = 5
const BETWEEN_LOOKS = 256
/** ms between two drawings of a list that grows. */
const DRAWN = 200

export function useMatches(recording: Ref<Recording>, wanted: Ref<string>, type: Ref<string>) {
  const view = shallowReactive({ numbers: [] as number[], count: 0, all: true, searching: false, version: 0 })
  let numbers: number[] = []
  /** The newest row that was looked at. */
  let seen = 0
  let forgotten = 0
  let matches: (row: Row) => boolean = () => true
  let drawn = 0

  watch(
    [recording, wanted, type],
    () => {
      numbers = []
      seen = forgotten = drawn = 0
      matches = matcher(wanted.value, type.value)
      view.all = wanted.value === '' && type.value === ''
    },
    { immediate: true },
  )

  useRafFn(({ timestamp }) => {
    const { value: kept } = recording
    forget(kept)
    const until = performance.now() + BUDGET
    while (seen < kept.count) {
      const end = Math.min(seen + BETWEEN_LOOKS, kept.count)
      while (seen < end) {
        const row = kept.row(++seen)
        if (row && matches(row)) numbers.push(seen)
      }
      if (performance.now() > until) break
    }
    view.searching = seen < kept.count
    if (timestamp - drawn < DRAWN || (view.numbers === numbers && view.count === numbers.length)) return
    drawn = timestamp
    view.numbers = numbers
    view.count = numbers.length
    view.version++
  })

  function forget(kept: Recording) {
    if (kept.forgotten === forgotten) return
    forgotten = kept.forgotten
    seen = Math.max(seen, forgotten)
    const first = numbers.findIndex((number) => number > forgotten)
    // Another array: the list must see that it is not what it was.
    numbers = first < 0 ? [] : numbers.slice(first)
  }

  return view
}

function matcher(wanted: string, type: string): (row: Row) => boolean {
  const literal = wanted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const pattern = literal ? new RegExp(literal, 'iu') : undefined
  return (row) => (type === '' || row.type === type) && (!pattern || pattern.test(row.data) || pattern.test(row.id) || pattern.test(row.type))
}
