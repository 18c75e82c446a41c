import zh from 'element-plus/es/locale/lang/zh-cn'
import type { Language } from 'element-plus/es/locale'

/** The kit's own texts; English is loaded only when asked for. */
export async function kitLocale(locale: string): Promise<Language> {
  if (locale !== 'en') return zh
  return (await import('element-plus/es/locale/lang/en')).default
}

export const kitLocaleFirst: Language = zh
