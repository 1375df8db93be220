/** A conversation whose answers come token by token: each the event stream of one POST. */
import { EventSourcePolyfill } from 'event-source-polyfill'
import { onScopeDispose, reactive, watch, type Ref } from 'vue'
import { locale } from '../i18n'
import { authorize, expire } from '../session'

export interface Turn {
  key: number
  role: 'user' | 'assistant'
  content: string
  state: 'streaming' | 'done' | 'stopped' | 'failed'
  /** Why it failed; not translated. */
  reason?: string
  tokens: number
  /** ms until the first token, and from there to the last. */
  first: number
  took: number
}

const KEY = 'conversation'
const turnOf = (role: Turn['role'], content: string, state: Turn['state'], key: number): Turn => ({
  key,
  role,
  content,
  state,
  tokens: 0,
  first: 0,
  took: 0,
})

export function useConversation(rate: Ref<number>) {
  const kept: Turn[] = JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
  const conversation = reactive({ turns: kept, streaming: false })
  let source: EventSourcePolyfill | undefined
  let arrived = ''
  let frame = 0

  function ask(question: string) {
    const content = question.trim()
    if (content === '' || conversation.streaming) return
    const key = (conversation.turns.at(-1)?.key ?? 0) + 1
    conversation.turns.push(turnOf('user', content, 'done', key))
    answer(key + 1)
  }

  /** The question of an answer that broke off, once more. */
  function again() {
    const last = conversation.turns.at(-1)
    if (last?.role !== 'assistant' || conversation.streaming) return
    conversation.turns.pop()
    answer(last.key)
  }

  function answer(key: number) {
    const messages = conversation.turns.map(({ role, content }) => ({ role, content }))
    conversation.turns.push(turnOf('assistant', '', 'streaming', key))
    const turn = conversation.turns.at(-1)!
    conversation.streaming = true
    const began = performance.now()

    source = new EventSourcePolyfill(import.meta.env.VITE_APP_BASE_API + '/chat', {
      method: 'POST',
      headers: async () => ({ ...(await authorize()), 'Content-Type': 'application/json' }),
      body: JSON.stringify({ messages, locale: locale(), rate: rate.value }),
      // An answer is one stream: what a second one said would be said twice.
      reconnect: false,
    })
    source.addEventListener('delta', (event) => {
      arrived += (JSON.parse(event.data) as { text: string }).text
      const now = performance.now() - began
      if (turn.tokens++ === 0) turn.first = now
      turn.took = now - turn.first
      // Tokens may come faster than frames.
      frame ||= requestAnimationFrame(() => flush(turn))
    })
    source.addEventListener('done', () => finish(turn, 'done'))
    source.onerror = (event) => {
      finish(turn, 'failed', [event.reason, event.status === 200 ? '' : event.status].filter(Boolean).join(' '))
      if (event.status === 401) expire()
    }
  }

  function flush(turn: Turn) {
    cancelAnimationFrame(frame)
    frame = 0
    turn.content += arrived
    arrived = ''
  }

  function finish(turn: Turn, state: Turn['state'], reason?: string) {
    source?.close()
    source = undefined
    flush(turn)
    Object.assign(turn, { state, reason })
    conversation.streaming = false
  }

  function stop() {
    const turn = conversation.turns.at(-1)
    if (conversation.streaming && turn) finish(turn, 'stopped')
  }

  function clear() {
    stop()
    conversation.turns = []
  }

  // Not at every token: when an answer is complete.
  watch(
    () => [conversation.streaming, conversation.turns.length],
    () => {
      if (!conversation.streaming) sessionStorage.setItem(KEY, JSON.stringify(conversation.turns))
    },
  )
  onScopeDispose(stop)
  return { conversation, ask, again, stop, clear }
}
