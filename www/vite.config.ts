import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: true, // Element Plus and vue-echarts need it.
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    // Read by tests/budget.test.mjs.
    manifest: true,
    // ECharts, which the dashboard alone loads.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What seldom changes, apart from what often does.
            // With Vite's own helper, which else goes with the first group that imports dynamically.
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router|vue-i18n|@intlify)[\\/]|vite[\\/]preload-helper/ },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender|vue-echarts)[\\/]/ },
            { name: 'event-source-polyfill', test: /node_modules[\\/]event-source-polyfill[\\/]/ },
          ],
        },
      },
    },
  },
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
