export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** Sends JSON, gets JSON; throws a `Refusal` when the server says no. */
export async function post<Answer>(url: string, body: unknown, token?: string): Promise<Answer> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (token) headers.Authorization = 'Bearer ' + token
  const response = await fetch(import.meta.env.VITE_APP_BASE_API + url, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  if (response.ok) return response.json()
  const { error } = await response.json().catch(() => ({}))
  throw new Refusal(response.status, error ?? `The server answered ${response.status}.`)
}
