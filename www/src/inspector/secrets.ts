/**
 * The token and the headers' values. They stay in this tab, apart for each origin: what was entered
 * for one server a shared link cannot send to another.
 */
import { useSessionStorage } from '@vueuse/core'
import { resolve } from './target'

export interface Secrets {
  token: string
  /** Name to value. */
  headers: Record<string, string>
}

const kept = useSessionStorage<Record<string, Secrets>>('inspector', {})

/** Reactive, and written through. */
export function secretsOf(url: string): Secrets {
  const origin = resolve(url)?.origin ?? 'null'
  kept.value[origin] ??= { token: '', headers: {} }
  return kept.value[origin]
}
