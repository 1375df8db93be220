/** Numbers and times as the language of the page writes them. */
import { i18n } from './i18n'

const made = new Map<string, Intl.NumberFormat>()

function number(options: Intl.NumberFormatOptions) {
  const locale = i18n.global.locale.value
  const key = locale + JSON.stringify(options)
  const format = made.get(key) ?? new Intl.NumberFormat(locale, options)
  made.set(key, format)
  return format
}

export const whole = (value: number) => number({ maximumFractionDigits: 0 }).format(value)
export const fixed = (value: number, digits: number) =>
  number({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
export const compact = (value: number) => number({ notation: 'compact', maximumFractionDigits: 2 }).format(value)
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
export function bytes(count: number) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(count, 1)) / 3))
  return number({ style: 'unit', unit: UNITS[power], maximumFractionDigits: power && 2 }).format(count / 1000 ** power)
}
/** @param ratio 0.01 is one per cent */
export const percent = (ratio: number, digits = 2) =>
  number({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(ratio)
export const change = (ratio: number) =>
  number({ style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' }).format(ratio)

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
export const clock = (moment: Date | number) => time.format(moment)
