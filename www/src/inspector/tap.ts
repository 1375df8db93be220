/**
 * Sits between fetch and the source: counts the bytes, knows when each chunk was read, keeps a record
 * of the attempts, and can take the network away. It changes nothing of what passes.
 */
import type { Attempt } from './attempt'
import { now } from './time'

export class Tap {
  readonly attempts: Attempt[] = []
  bytes = 0
  /** When the newest chunk was read. The events of one chunk are delivered before the next is read. */
  read = 0
  #offline = false
  readonly #bodies = new Set<(error: Error) => void>()
  readonly #begun: (attempt: Attempt) => void
  readonly #chunk: (time: number, bytes: number) => void

  /**
   * @param begun hears of every attempt as it begins
   * @param chunk and of every chunk as it is read
   */
  constructor(begun: (attempt: Attempt) => void = () => {}, chunk: (time: number, bytes: number) => void = () => {}) {
    this.#begun = begun
    this.#chunk = chunk
  }

  get offline() {
    return this.#offline
  }

  /** What a lost network does: bodies break off, and no request gets an answer. */
  set offline(offline) {
    this.#offline = offline
    if (offline) for (const fail of [...this.#bodies]) fail(new TypeError('the inspector is offline'))
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = { ...init }
    const attempt: Attempt = {
      number: this.attempts.length + 1,
      began: now(),
      url: String(input instanceof Request ? input.url : input),
      method: request.method ?? 'GET',
      headers: [...new Headers(request.headers).keys()],
      body: typeof request.body === 'string' ? request.body : '',
      responseHeaders: [],
      bytes: 0,
    }
    this.attempts.push(attempt)
    this.#begun(attempt)
    try {
      if (this.#offline) throw new TypeError('the inspector is offline')
      const response = await globalThis.fetch(input, init)
      Object.assign(attempt, { status: response.status, statusText: response.statusText, answered: now() })
      attempt.responseHeaders = [...response.headers]
      const { body } = response
      // A Response of our own would have neither the URL nor the type of this one.
      if (body && response.ok) Object.defineProperty(response, 'body', { value: this.#counted(body, attempt) })
      else attempt.ended = now()
      return response
    } catch (error) {
      attempt.ended = now()
      throw error
    }
  }

  #counted(body: ReadableStream<Uint8Array>, attempt: Attempt) {
    const reader = body.getReader()
    let fail = (_: Error) => {}
    const end = () => {
      attempt.ended ??= now()
      this.#bodies.delete(fail)
    }
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          fail = (error) => {
            end()
            controller.error(error)
            reader.cancel(error).catch(() => {})
          }
          this.#bodies.add(fail)
        },
        pull: async (controller) => {
          try {
            const { done, value } = await reader.read()
            if (attempt.ended) return
            if (done) {
              end()
              controller.close()
              return
            }
            this.read = now()
            this.bytes += value.byteLength
            attempt.bytes += value.byteLength
            this.#chunk(this.read, value.byteLength)
            controller.enqueue(value)
          } catch (error) {
            end()
            controller.error(error)
          }
        },
        cancel: (reason) => {
          end()
          return reader.cancel(reason)
        },
      },
      // Read when asked, not before: else `read` would be the time of a chunk yet to come.
      { highWaterMark: 0 },
    )
  }
}
