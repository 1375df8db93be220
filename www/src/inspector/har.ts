/**
 * A HAR 1.2 log: an entry for each attempt, its events in `_eventSourceMessages`, as Chrome's own
 * export names them. Headers of the request have their names alone; what the page cannot know, such as
 * the time of the connection's set-up, is -1 as the format has it.
 */
import type { Attempt } from './attempt'
import type { Recording, Row } from './recording'
import { now } from './time'

const ABSENT = '(not exported)'

export function har(recording: Recording, attempts: readonly Attempt[]) {
  const rows = byAttempt(recording.rows)
  return {
    log: {
      version: '1.2',
      creator: { name: 'event-source-polyfill-wasm inspector', version: '1' },
      comment: 'Values of request headers are left out.',
      pages: [],
      entries: attempts.map((attempt) => entry(attempt, rows.get(attempt.number) ?? [])),
    },
  }
}

function byAttempt(rows: readonly Row[]) {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.attempt)
    if (group) group.push(row)
    else groups.set(row.attempt, [row])
  }
  return groups
}

function entry(attempt: Attempt, rows: readonly Row[]) {
  const { began, answered, ended = now(), url, method, body, status = 0, statusText = '', bytes } = attempt
  const type = attempt.responseHeaders.find(([name]) => name === 'content-type')?.[1] ?? ''
  const wait = (answered ?? ended) - began
  const receive = answered === undefined ? 0 : ended - answered
  return {
    startedDateTime: new Date(began).toISOString(),
    time: wait + receive,
    request: {
      method,
      url,
      httpVersion: '',
      cookies: [],
      headers: attempt.headers.map((name) => ({ name, value: ABSENT })),
      queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
      ...(method === 'GET' ? {} : { postData: { mimeType: '', text: body, params: [] } }),
      headersSize: -1,
      bodySize: new TextEncoder().encode(body).byteLength,
    },
    response: {
      status,
      statusText,
      httpVersion: '',
      cookies: [],
      headers: attempt.responseHeaders.map(([name, value]) => ({ name, value })),
      content: { size: bytes, mimeType: type, comment: 'See _eventSourceMessages.' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      ...(attempt.reason ? { _error: attempt.reason } : {}),
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive },
    _resourceType: 'eventsource',
    _eventSourceMessages: rows.map(({ time, type, id, data }) => ({ time: time / 1000, eventName: type, eventId: id, data })),
  }
}
