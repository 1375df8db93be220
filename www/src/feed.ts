/** What the shared connection brings: prices and notices, for every screen. */
import { computed, reactive } from 'vue'
import { received } from './connection'
import { endSource, openSource } from './sse'

export interface Quote {
  instrument: string
  price: number
  change: number
  time: number
}

export interface Notice {
  key: number
  text: string
  time: number
  read: boolean
}

const NOTICES = 50

export const feed = reactive({ quotes: new Map<string, Quote>(), notices: [] as Notice[] })
export const unread = computed(() => feed.notices.filter((notice) => !notice.read).length)

let count = 0

/** @param notify gets each notice as it comes */
export function openFeed(notify: (notice: Notice) => void) {
  openSource('/events', (source) => {
    source.onmessage = (event) => {
      received(event)
      const quote: Quote = JSON.parse(event.data)
      feed.quotes.set(quote.instrument, quote)
    }
    source.addEventListener('notice', (event) => {
      received(event)
      const notice: Notice = { ...JSON.parse(event.data), key: ++count, read: false }
      feed.notices = [notice, ...feed.notices].slice(0, NOTICES)
      notify(notice)
    })
  })
}

export function closeFeed() {
  endSource()
  feed.quotes.clear()
  feed.notices = []
}

export function readAll() {
  for (const notice of feed.notices) notice.read = true
}
