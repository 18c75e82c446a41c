import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { fetchSchema, type Labels } from '@/api'
import { makeBook, type Book } from './book'

let last: Book | undefined
const bookOf = (schema: Book['schema']) =>
  last?.schema === schema ? last : (last = makeBook(schema))

/** The schema, fetched once a session, with its state for pages that wait for it. */
export function useBook() {
  const query = useQuery({
    queryKey: ['schema'],
    queryFn: () => fetchSchema(),
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  })
  const book = computed(() => (query.data.value ? bookOf(query.data.value) : undefined))
  return { book, error: query.error, refetch: query.refetch }
}

/** Picks the text of the reader's language. */
export function useLabels() {
  const { locale } = useI18n()
  return (labels: Labels | undefined, otherwise = '') =>
    labels ? (locale.value === 'en' ? labels.en : labels.zh) || otherwise : otherwise
}
