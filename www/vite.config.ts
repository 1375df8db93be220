import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [vue()],
  server: {
    proxy: {
      '/dev-api': {
        target: process.env.DEMO_SERVER ?? 'http://127.0.0.1:8080',
        changeOrigin: true,
        rewrite: (path) => path.replace(/^\/dev-api/, '/api'),
        // The proxy would keep a response open for ever whose origin has broken off.
        configure: (proxy) => {
          proxy.on('proxyRes', (answer, _request, response) => {
            answer.on('error', () => response.destroy())
          })
        },
      },
    },
  },
})
