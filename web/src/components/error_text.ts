import { useI18n } from 'vue-i18n'
import { ApiError } from '@/api'

/** An error in the reader's words: the server's own text, or ours for its code. */
export function useErrorText() {
  const { t, te, locale } = useI18n()
  return (error: unknown): string => {
    if (!(error instanceof ApiError)) return t('error.unknown')
    const own = error.text(locale.value)
    if (own) return own
    const key = `error.${error.code}`
    return te(key) ? t(key) : t('error.unknown')
  }
}
