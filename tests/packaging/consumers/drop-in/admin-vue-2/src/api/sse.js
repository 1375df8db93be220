import { EventSourcePolyfill } from "event-source-polyfill";

/** The one source that all pages share. */
let source = null;

/**
 * 建立 SSE 连接
 *
 * @param {string} url
 * @param {string} token
 * @param {(data: string) => void} onMessage
 */
export function openSse(url, token, onMessage) {
  closeSse();
  source = new EventSourcePolyfill(url, {
    headers: { Authorization: `Bearer ${token}` },
    heartbeatTimeout: 3 * 60 * 1000,
    withCredentials: true,
  });
  source.onopen = () => {};
  source.onmessage = (event) => onMessage(event.data);
  source.onerror = (error) => {
    if (source && source.readyState === EventSourcePolyfill.CLOSED) {
      console.error("SSE 连接已关闭", error);
    }
  };
  return source;
}

export function closeSse() {
  if (source) {
    source.close();
    source = null;
  }
}
