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

const NONE: Secrets = { token: '', headers: {} }
const originOf = (url: string) => resolve(url)?.origin ?? 'null'

export const secretsOf = (url: string): Readonly<Secrets> => kept.value[originOf(url)] ?? NONE

export function keepSecrets(url: string, change: Partial<Secrets>) {
  kept.value = { ...kept.value, [originOf(url)]: { ...secretsOf(url), ...change } }
}
