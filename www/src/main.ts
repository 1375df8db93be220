import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './styles/base.css'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n'
import { begin } from './preferences'
import { router } from './router'

await begin(new URLSearchParams(location.search))
createApp(App).use(i18n).use(router).mount('#app')
