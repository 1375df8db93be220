/** Where a case points: this demo's own back end, or somebody else's server. */
import type { Authorization } from './case'

/** The routes that can have faults, as the back end knows them. */
const ROUTES = ['/events', '/metrics', '/stocks', '/stream', '/chat']

export function resolve(url: string): URL | undefined {
  if (url.trim() === '' || !URL.canParse(url, location.href)) return undefined
  return new URL(url, location.href)
}

/** The back end's name for the route; undefined for a stream that is not its. */
export function ownRoute(url: string) {
  const target = resolve(url)
  const route = ROUTES.find((name) => target?.pathname === import.meta.env.VITE_APP_BASE_API + name)
  return route && isOwn(url) ? `/api${route}` : undefined
}

export function isOwn(url: string) {
  const target = resolve(url)
  return target?.origin === location.origin && target.pathname.startsWith(`${import.meta.env.VITE_APP_BASE_API}/`)
}

/** A link must not send the visitor's session anywhere but home. */
export const authorizationOf = (wanted: Authorization, url: string): Authorization =>
  wanted === 'session' && !isOwn(url) ? 'none' : wanted
