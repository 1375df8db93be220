import { reactive } from 'vue'
import { post } from './request'

const KEY = 'session'
const NOBODY = { user: '', token: '' }

/** Who is logged in. Survives a reload, not the tab. */
export const session = reactive({
  ...NOBODY,
  ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}'),
  /** Why the login form is back. */
  message: '',
})

export async function login(user: string, password: string) {
  const { token } = await post<{ token: string; expiresIn: number }>('/login', { user, password })
  sessionStorage.setItem(KEY, JSON.stringify({ user, token }))
  Object.assign(session, { user, token, message: '' })
}

export function logout(message = '') {
  sessionStorage.removeItem(KEY)
  Object.assign(session, { ...NOBODY, message })
}

/** The server takes the token no longer. */
export function expire() {
  logout('Your session has expired. Please log in again.')
}
