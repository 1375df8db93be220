export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** Sends JSON, gets JSON; throws a `Refusal` when the server says no. */
export async function post<Answer>(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(import.meta.env.VITE_APP_BASE_API + url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (response.ok) return response.json()
  const { error } = await response.json().catch(() => ({}))
  throw new Refusal(response.status, error ?? `${response.status} ${response.statusText}`)
}
