import { createI18n } from 'vue-i18n'
import zh, { type Messages } from './zh-CN'

export type Locale = 'zh-CN' | 'en'

const key = 'agglo.locale'

export const i18n = createI18n<[Messages], Locale, false>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh } as Record<Locale, Messages>,
})

export async function setLocale(locale: Locale) {
  if (locale === 'en' && !i18n.global.availableLocales.includes('en'))
    i18n.global.setLocaleMessage('en', (await import('./en')).default)
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
  localStorage.setItem(key, locale)
}

/** The language chosen last time; Chinese for everyone who has not chosen. */
export const startLocale = () => setLocale(localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN')
