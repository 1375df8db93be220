/** The board's stream, delivered by the package or by the one it takes the place of. */
import { EventSourcePolyfill } from 'event-source-polyfill'
import { shallowRef, type Ref } from 'vue'
import { authorize } from '../session'
import { useSource, type Make } from '../source'
import { Board, type Update } from './board'

export const IMPLEMENTATIONS = ['wasm', 'original'] as const
export type Implementation = (typeof IMPLEMENTATIONS)[number]

// Both the same way: the original knows no function for headers, so they are made before.
const made: Record<Implementation, Make> = {
  wasm: async (url, init) => new EventSourcePolyfill(url, { ...init, headers: await authorize() }),
  original: async (url, init) => {
    const [original, headers] = await Promise.all([import('event-source-polyfill-original'), authorize()])
    return new original.EventSourcePolyfill(url, { ...init, headers })
  },
}

export interface Load {
  rate: Ref<number>
  count: Ref<number>
  by: Ref<Implementation>
}

export function useStocks({ rate, count, by }: Load) {
  const board = shallowRef(new Board())
  /** Of all streams: who measures takes differences. */
  const total = { updates: 0 }

  const { link, open, close } = useSource(
    () => `/stocks?rate=${rate.value}&count=${count.value}`,
    (source) => {
      source.addEventListener('snapshot', (event) => {
        board.value = new Board(JSON.parse(event.data))
      })
      source.onmessage = (event) => {
        const update: Update = JSON.parse(event.data)
        board.value.apply(update, event.timeStamp || performance.now())
        total.updates++
      }
    },
    () => made[by.value],
  )
  return { link, open, close, board, total }
}
