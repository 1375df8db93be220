/**
 * Both implementations in turn, at the same load, by the same meter. There and back, so that neither
 * has the better of a page that warms up or a machine that grows busy.
 */
import { onScopeDispose, reactive, type Ref } from 'vue'
import { join, type Measurement, type useFrameMeter } from './frame-meter'
import type { Implementation } from './stream'

const TURNS: readonly Implementation[] = ['wasm', 'original', 'original', 'wasm']
const WARM_UP = 3
const MEASURED = 5

export function useComparison(by: Ref<Implementation>, meter: ReturnType<typeof useFrameMeter>) {
  const comparison = reactive({
    running: undefined as Implementation | undefined,
    /** Seconds. */
    left: 0,
    results: {} as Partial<Record<Implementation, Measurement>>,
  })
  let turn = 0

  async function count(seconds: number, mine: number) {
    for (let second = 0; second < seconds; second++) {
      await new Promise((resolve) => setTimeout(resolve, 1000))
      if (mine !== turn) throw new DOMException('stopped', 'AbortError')
      comparison.left--
    }
  }

  async function run() {
    const mine = ++turn
    comparison.results = {}
    comparison.left = TURNS.length * (WARM_UP + MEASURED)
    try {
      for (const implementation of TURNS) {
        by.value = implementation
        comparison.running = implementation
        await count(WARM_UP, mine)
        meter.start()
        await count(MEASURED, mine)
        comparison.results[implementation] = join(meter.finish(), comparison.results[implementation])
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error
    }
    if (mine === turn) comparison.running = undefined
  }

  function stop() {
    turn++
    comparison.running = undefined
  }

  onScopeDispose(stop)
  return { comparison, run, stop }
}
