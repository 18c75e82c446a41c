import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { fetchRecordedAt, fetchSchema, type Schema } from '@/api'
import { makeBook, type Book } from './book'

/** A point of the ledger that pages show instead of now. */
export interface Past {
  sequence: number
  /** When the entry of that sequence was recorded, if the viewer may see it. */
  recordedAt?: string
  /** Under the schema of the point. */
  book: Book
}

const mayNot = { create: false, edit: false, delete: false, approve: false, admin: false }

/** What was can be read and exported, never written. */
export const readOnly = (schema: Schema): Schema => ({
  ...schema,
  entities: schema.entities.map((each) => ({ ...each, may: { ...each.may, ...mayNot } })),
})

async function readPast(asOf: string): Promise<Past> {
  const schema = await fetchSchema(asOf)
  const recordedAt = await fetchRecordedAt(schema.as_of)
  return { sequence: schema.as_of, recordedAt, book: makeBook(readOnly(schema)) }
}

/** The book of a point, or the present one while `asOf` is ''; undefined while it is read. */
export function usePast(present: () => Book, asOf: () => string) {
  const query = useQuery({
    queryKey: computed(() => ['past', asOf()]),
    queryFn: () => readPast(asOf()),
    enabled: computed(() => asOf() !== ''),
    staleTime: Infinity,
    structuralSharing: false,
  })
  const past = computed(() => (asOf() ? query.data.value : undefined))
  const book = computed(() => (asOf() ? past.value?.book : present()))
  return { past, book, error: query.error, refetch: query.refetch }
}
