/** One field value as text. Pure: the same for lists, record pages, history and conflicts. */
import type { Field, Labels, Reference } from '@/api'
import { formatArea, formatDate, formatInstant, formatMonth, formatMoney } from '@/format'
import { formatNumber, formatShare, isYuan, type Shown } from '@/format'
import type { Book } from './book'

export interface Words {
  locale: string
  yes: string
  no: string
}

export const isMissing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)

const pick = (labels: Labels | undefined, locale: string) =>
  labels ? (locale === 'en' ? labels.en : labels.zh) : undefined

export function referenceText(value: Reference): string {
  return value.label ?? value.code ?? `#${value.id}`
}

export function asReference(value: unknown): Reference | undefined {
  if (typeof value === 'number') return { id: value }
  if (value && typeof value === 'object' && 'id' in value) return value as Reference
  return undefined
}

function numberShown(field: Field, value: number, locale: string, book: Book): Shown {
  const unit = pick(book.unitLabels(field.unit), locale)
  if (isYuan(field.unit ?? (field.type === 'money' ? 'yuan' : '')))
    return formatMoney(value, locale, unit)
  if (field.type === 'area' && (field.unit ?? 'm2') === 'm2') return formatArea(value, locale)
  if (field.type === 'share') return formatShare(value, locale)
  const text = formatNumber(value, locale)
  if (!unit) return { text: field.name === 'id' ? String(value) : text }
  return { text: field.unit === 'percent' ? `${text}%` : `${text} ${unit}` }
}

export function shownValue(field: Field, value: unknown, book: Book, words: Words): Shown {
  const { locale } = words
  if (isMissing(value)) return { text: '—' }
  if (typeof value === 'boolean') return { text: value ? words.yes : words.no }
  if (typeof value === 'number' && field.type !== 'reference')
    return numberShown(field, value, locale, book)
  const text = String(value)
  const code = (each: unknown) =>
    pick(book.valueLabels(field.of, String(each)), locale) ?? String(each)
  switch (field.type) {
    case 'date':
      return { text: formatDate(text, locale) }
    case 'month':
      return { text: formatMonth(text, locale) }
    case 'instant':
      return { text: formatInstant(text, locale) }
    case 'enumeration':
      return { text: code(value) }
    case 'list':
      return {
        text: [value]
          .flat()
          .map(code)
          .join(locale === 'en' ? ', ' : '、'),
      }
    case 'reference': {
      const reference = asReference(value)
      return { text: reference ? referenceText(reference) : text }
    }
    default:
      return { text: typeof value === 'object' ? JSON.stringify(value) : text }
  }
}
