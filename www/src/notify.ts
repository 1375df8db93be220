/** A notice as it is pushed: in the page, and on the desktop while the page is hidden. */
import 'element-plus/es/components/notification/style/css'
import { useLocalStorage } from '@vueuse/core'
import { ElNotification, type NotificationHandle } from 'element-plus'
import type { Notice } from './feed'
import { t } from './i18n'
import { router } from './router'

export const TOASTS = ['off', 'here', 'everywhere'] as const

export const toasts = useLocalStorage<(typeof TOASTS)[number]>('toasts', 'here')
export const desktop = useLocalStorage('desktop', false)

let shown: NotificationHandle | undefined

export function notify(notice: Notice) {
  const here = router.currentRoute.value.name === 'notifications'
  if (document.hidden) {
    if (desktop.value && Notification.permission === 'granted') new Notification(t('nav.notifications'), { body: notice.text })
  } else if (toasts.value === 'everywhere' || (toasts.value === 'here' && here)) {
    // The newest alone: a feed of notices would cover the page.
    shown?.close()
    shown = ElNotification({ title: t('nav.notifications'), message: notice.text, position: 'bottom-right', duration: 3000, offset: 72 })
  }
}

/** Whether it may, once the visitor has been asked. */
export async function allowDesktop(wanted: boolean) {
  desktop.value = wanted && 'Notification' in window && (await Notification.requestPermission()) === 'granted'
  return desktop.value === wanted
}
