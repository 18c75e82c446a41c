import { useI18n } from 'vue-i18n'
import type { Field } from '@/api'
import type { Book } from './book'
import { shownValue } from './shown_value'

/** `shown(field, value)` in the reader's language. */
export function useShown() {
  const { t, locale } = useI18n()
  return (book: Book, field: Field, value: unknown) =>
    shownValue(field, value, book, {
      locale: locale.value,
      yes: t('common.yes'),
      no: t('common.no'),
    })
}
