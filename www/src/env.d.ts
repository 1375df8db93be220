/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly VITE_APP_BASE_API: string
}

declare module 'event-source-polyfill-original' {
  export { EventSourcePolyfill } from 'event-source-polyfill'
}
