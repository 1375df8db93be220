import { reactive } from 'vue'
import type { MessageKey } from './i18n'
import { Refusal, post } from './request'

const KEY = 'session'
const NOBODY = { user: '', token: '', refreshToken: '', lifetime: 0, expires: 0 }

interface Tokens {
  token: string
  refreshToken?: string
  expiresIn: number
}

/** Who is logged in. Survives a reload, not the tab. */
export const session = reactive({
  ...NOBODY,
  ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}'),
  /** Why the login form is back. */
  message: '' as MessageKey | '',
})

export async function login(user: string, password: string) {
  keep(user, await post<Tokens>('/login', { user, password }))
}

export function logout(message: MessageKey | '' = '') {
  sessionStorage.removeItem(KEY)
  Object.assign(session, { ...NOBODY, message })
}

/** The server takes the token no longer. */
export function expire() {
  logout('login.expired')
}

/** The headers of every request, with a token that lasts a while yet. */
export async function authorize(): Promise<Record<string, string>> {
  if (expiresSoon()) await refresh()
  return { Authorization: 'Bearer ' + session.token }
}

/** A POST of someone who is logged in. */
export async function ask<Answer>(url: string, body: unknown): Promise<Answer> {
  try {
    return await post<Answer>(url, body, await authorize())
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) expire()
    throw error
  }
}

function keep(user: string, { token, refreshToken = '', expiresIn }: Tokens) {
  const lifetime = expiresIn * 1000
  const kept = { user, token, refreshToken, lifetime, expires: Date.now() + lifetime }
  sessionStorage.setItem(KEY, JSON.stringify(kept))
  Object.assign(session, kept, { message: '' })
}

function expiresSoon() {
  const margin = Math.min(60_000, session.lifetime / 4)
  return session.refreshToken !== '' && Date.now() > session.expires - margin
}

/** A tab that was opened from this one has its session, and a refresh token can be spent only once. */
const channel = new BroadcastChannel(KEY)
channel.onmessage = ({ data: { spent, user, tokens } }) => {
  if (session.refreshToken === spent) keep(user, tokens)
}

let refreshing: Promise<void> | undefined

/** Once, however many sources ask: a refresh token can be spent only once. */
function refresh() {
  const { user, refreshToken } = session
  refreshing ??= post<Tokens>('/refresh', { refreshToken })
    .then(
      (tokens) => {
        // Not if someone has logged out, or in again, meanwhile.
        if (session.refreshToken === refreshToken) keep(user, tokens)
        channel.postMessage({ spent: refreshToken, user, tokens })
      },
      (error) => {
        // Out of reach: the old token is good for a while, and the request will find out.
        if (!(error instanceof Refusal)) return
        if (session.refreshToken === refreshToken) expire()
      },
    )
    .finally(() => (refreshing = undefined))
  return refreshing
}
