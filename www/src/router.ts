import { watch } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import type { MessageKey } from './i18n'
import { preferencesIn } from './preferences'
import { session } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: MessageKey
    /** Open to those who are not logged in. */
    public?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      path: '/login',
      name: 'login',
      component: () => import('./pages/LoginPage.vue'),
      meta: { title: 'login.title', public: true },
    },
    {
      path: '/',
      component: () => import('./pages/AppShell.vue'),
      children: [
        { path: '', redirect: { name: 'notifications' } },
        {
          path: 'notifications',
          name: 'notifications',
          component: () => import('./pages/NotificationsPage.vue'),
          meta: { title: 'nav.notifications' },
        },
        {
          path: 'dashboard',
          name: 'dashboard',
          component: () => import('./pages/DashboardPage.vue'),
          meta: { title: 'nav.dashboard' },
        },
        {
          path: 'stocks',
          name: 'stocks',
          component: () => import('./pages/StocksPage.vue'),
          meta: { title: 'nav.stocks' },
        },
        {
          path: 'chat',
          name: 'chat',
          component: () => import('./pages/ChatPage.vue'),
          meta: { title: 'nav.chat' },
        },
        {
          path: 'inspector',
          name: 'inspector',
          component: () => import('./pages/InspectorPage.vue'),
          meta: { title: 'nav.inspector' },
        },
        {
          path: ':rest(.*)*',
          name: 'not-found',
          component: () => import('./pages/NotFoundPage.vue'),
          meta: { title: 'app.notFound' },
        },
      ],
    },
  ],
})

router.beforeEach((to, from) => {
  const kept = preferencesIn(from.query)
  if (!to.meta.public && !session.token) {
    const next = to.fullPath === '/' ? {} : { next: to.fullPath }
    return { name: 'login', query: { ...preferencesIn(to.query), ...kept, ...next } }
  }
  if (to.name === 'login' && session.token) return { name: 'notifications', query: preferencesIn(to.query) }
  const lacking = Object.keys(kept).filter((key) => !(key in to.query))
  return lacking.length === 0 || { ...to, query: { ...kept, ...to.query } }
})

// Logged out, or expired: by whichever request found out.
watch(
  () => session.token,
  (token) => {
    const { meta, query, fullPath } = router.currentRoute.value
    if (token || meta.public) return
    const next = session.message ? { next: fullPath } : {}
    void router.replace({ name: 'login', query: { ...preferencesIn(query), ...next } })
  },
)
