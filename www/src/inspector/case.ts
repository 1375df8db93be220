/**
 * What is inspected, and how. All of it stands in the address, so that a case can be shared; absent
 * are the token and the values of headers, see secrets.ts.
 */
import { useRouteQuery } from '@vueuse/router'
import { computed, reactive } from 'vue'
import { oneOf } from '../query'
import { authorize, session } from '../session'
import { secretsOf } from './secrets'
import { authorizationOf, isOwn, resolve } from './target'

export const METHODS = ['GET', 'POST', 'PUT'] as const
export const AUTHORIZATIONS = ['session', 'token', 'none'] as const
export type Method = (typeof METHODS)[number]
export type Authorization = (typeof AUTHORIZATIONS)[number]

/** Seconds; 0 is off. */
export const HEARTBEATS = [0, 1, 3, 5, 10, 45, 180]

const api = import.meta.env.VITE_APP_BASE_API

export const EXAMPLES = {
  calm: { url: `${api}/stream?count=2000&rate=10&types=3`, types: 'message,alpha,beta' },
  many: { url: `${api}/stream?count=100000&types=3`, types: 'message,alpha,beta' },
  metrics: { url: `${api}/metrics?rate=20`, types: 'metrics', time: 't' },
  stocks: { url: `${api}/stocks?rate=1000&count=100`, types: 'snapshot,message', time: 't' },
  notices: { url: `${api}/events`, types: 'message,notice' },
  chat: {
    url: `${api}/chat`,
    method: 'POST' as Method,
    body: '{"messages":[{"role":"user","content":"How does an event stream reconnect?"}],"locale":"en"}',
    types: 'delta,done',
    reconnect: false,
  },
}
export type Example = keyof typeof EXAMPLES

const choice = <Value extends string>(values: readonly Value[]) => ({
  transform: (text: string): Value => values.find((value) => value === text) ?? values[0]!,
})
const flag = (usual: boolean) => ({
  transform: {
    get: (text: string) => (text === '' ? usual : text === '1'),
    set: (value: boolean) => (value === usual ? '' : value ? '1' : '0'),
  },
})

export function useCase() {
  const inspected = reactive({
    url: useRouteQuery<string>('url', EXAMPLES.calm.url),
    method: useRouteQuery('method', 'GET', choice(METHODS)),
    body: useRouteQuery<string>('body', ''),
    /** Names, with commas between. */
    headers: useRouteQuery<string>('headers', ''),
    authorization: useRouteQuery('auth', 'session', choice(AUTHORIZATIONS)),
    credentials: useRouteQuery('credentials', '', flag(false)),
    heartbeat: useRouteQuery('heartbeat', '45', oneOf(HEARTBEATS, 45)),
    reconnect: useRouteQuery('reconnect', '', flag(true)),
    /** One connection for all tabs. */
    shared: useRouteQuery('shared', '', flag(false)),
    /** Statuses to try again, with commas between. */
    statuses: useRouteQuery<string>('statuses', '502,503,504'),
    /** For those who cannot hear all: see sides.ts. */
    types: useRouteQuery<string>('types', EXAMPLES.calm.types),
    /** Where in the data an event's own time stands. */
    time: useRouteQuery<string>('time', ''),
    withNative: useRouteQuery('native', '', flag(false)),
    withOriginal: useRouteQuery('original', '', flag(false)),
  })

  function choose(example: Example) {
    const plain = { method: 'GET' as Method, body: '', headers: '', authorization: 'session' as const, reconnect: true, time: '' }
    Object.assign(inspected, plain, EXAMPLES[example])
  }

  const own = computed(() => isOwn(inspected.url))
  /** Whether an Authorization goes along. */
  const authorized = computed(() => authorizationOf(inspected.authorization, inspected.url) !== 'none')
  const names = computed(() => listed(inspected.headers))

  /** Made before every attempt. */
  async function headers(): Promise<[string, string][]> {
    const secrets = secretsOf(inspected.url)
    const given = names.value.map((name): [string, string] => [name, secrets.headers[name] ?? ''])
    const by = authorizationOf(inspected.authorization, inspected.url)
    if (by === 'session') given.push(['Authorization', (await authorize()).Authorization ?? ''])
    if (by === 'token') given.push(['Authorization', `Bearer ${secrets.token}`])
    return given
  }

  /** Whose stream it is. Tabs with another token or another value must not hear it; of this only a hash leaves the tab. */
  function rights() {
    const { token, headers } = secretsOf(inspected.url)
    const by = authorizationOf(inspected.authorization, inspected.url)
    const who = { session: session.user, token, none: '' }[by]
    return JSON.stringify([by, who, names.value.map((name) => [name, headers[name] ?? ''])])
  }

  return { inspected, choose, own, authorized, names, headers, rights, target: computed(() => resolve(inspected.url)) }
}

export type Case = ReturnType<typeof useCase>

/** What stands between commas. */
export const listed = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
