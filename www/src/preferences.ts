/** Language and colours: from the address, else as last chosen, else as the system has them. */
import { useColorMode } from '@vueuse/core'
import type { LocationQuery } from 'vue-router'
import { isLocale, setLocale, type Locale } from './i18n'

const LANGUAGE = 'lang'
const THEME = 'theme'

export type Theme = 'auto' | 'light' | 'dark'
export const THEMES: Theme[] = ['auto', 'light', 'dark']

/** Sets the class `dark` on the root element, which Element Plus reads. */
export const colorMode = useColorMode({ storageKey: THEME, emitAuto: true, initialValue: 'auto' })

export function initialLocale(search: URLSearchParams): Locale {
  const named = [search.get(LANGUAGE), localStorage.getItem(LANGUAGE)].find(isLocale)
  if (named) return named
  const wanted = navigator.languages.map((language) => language.slice(0, 2)).find(isLocale)
  return wanted ?? 'en'
}

export async function begin(search: URLSearchParams) {
  const theme = search.get(THEME)
  if (isTheme(theme)) colorMode.value = theme
  await setLocale(initialLocale(search))
}

export async function chooseLocale(locale: Locale) {
  localStorage.setItem(LANGUAGE, locale)
  await setLocale(locale)
}

/** What of the address goes along from screen to screen. */
export function preferencesIn(query: LocationQuery): LocationQuery {
  return Object.fromEntries([LANGUAGE, THEME].filter((key) => query[key]).map((key) => [key, query[key]!]))
}

function isTheme(name: unknown): name is Theme {
  return THEMES.includes(name as Theme)
}
