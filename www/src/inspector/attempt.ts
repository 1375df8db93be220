/** One request of the inspected source and what came of it. */
export interface Attempt {
  number: number
  /** ms since 1970, as all times here. */
  began: number
  url: string
  method: string
  /** Names alone: the values are nobody's business. */
  headers: string[]
  body: string
  status?: number
  statusText?: string
  responseHeaders: [string, string][]
  answered?: number
  ended?: number
  /** Of the body, as fetch gave them: after Content-Encoding. */
  bytes: number
  /** Why it ended. */
  reason?: string
}
