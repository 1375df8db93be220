import { createI18n } from 'vue-i18n'
import { shallowRef } from 'vue'
import type { Language as ElementLanguage } from 'element-plus/es/locale'
import type { Messages } from './locales/en'

export type Locale = 'en' | 'zh'
export const LOCALES: Record<Locale, string> = { en: 'English', zh: '中文' }

/** Every leaf of the messages, as `page.title`: a key that is not there does not compile. */
type Leaves<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Leaves<Tree[Key]>}`
}[keyof Tree & string]
export type MessageKey = Leaves<Messages>

export const i18n = createI18n({ legacy: false, locale: 'en', messages: {} as Record<string, Messages> })

/** In a template it follows the locale. */
export const t = (key: MessageKey, values: Record<string, unknown> = {}) => i18n.global.t(key, values)

/** A name that the server sends in English; as it is where there is no other. */
export function named(group: 'instrument' | 'region', name: string) {
  const key = `${group}.${name.replace(/[^A-Za-z]/g, '')}`
  return i18n.global.te(key) ? i18n.global.t(key) : name
}

/** Element Plus' own words. */
export const elementLocale = shallowRef<ElementLanguage>()

// A visitor needs one of them.
const load = {
  en: () => Promise.all([import('./locales/en'), import('element-plus/es/locale/lang/en')]),
  zh: () => Promise.all([import('./locales/zh'), import('element-plus/es/locale/lang/zh-cn')]),
}

export const isLocale = (name: unknown): name is Locale => typeof name === 'string' && Object.hasOwn(LOCALES, name)

export async function setLocale(locale: Locale) {
  const [messages, element] = await load[locale]()
  i18n.global.setLocaleMessage(locale, messages.default)
  i18n.global.locale.value = locale
  elementLocale.value = element.default
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
}

export const locale = () => i18n.global.locale.value as Locale
