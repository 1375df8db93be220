/** What the back end can be asked to do to the inspected stream, each as the orders that it takes. */
import { ask } from '../session'

type Order = { fault: 'cut' | 'end' | 'stall' | 'garbage' | 'restart' } | { fault: 'status'; status: number; times: number; retryAfter?: number } | { fault: 'delay'; ms: number; times: number }

// What waits for a request comes before the cut that brings one about.
export const FAULTS = {
  cut: [{ fault: 'cut' }],
  end: [{ fault: 'end' }],
  stall: [{ fault: 'stall' }],
  garbage: [{ fault: 'garbage' }],
  unauthorized: [{ fault: 'status', status: 401, times: 1 }, { fault: 'cut' }],
  unavailable: [{ fault: 'status', status: 503, times: 1, retryAfter: 3 }, { fault: 'cut' }],
  noContent: [{ fault: 'status', status: 204, times: 1 }, { fault: 'cut' }],
  delay: [{ fault: 'delay', ms: 3000, times: 1 }, { fault: 'cut' }],
  restart: [{ fault: 'restart' }],
} satisfies Record<string, Order[]>
export type Fault = keyof typeof FAULTS

/**
 * @param connections those of the case: what waits for requests must be enough for each of them
 * @returns how many live streams were hit
 */
export async function inflict(fault: Fault, route: string, connections: number): Promise<number> {
  let affected = 0
  for (const order of FAULTS[fault] as Order[]) {
    const answer = await ask<{ affected: number }>('/faults', { route, ...order, ...('times' in order && { times: connections }) })
    affected = answer.affected
  }
  return affected
}
