import { useQueries } from '@tanstack/vue-query'
import { computed } from 'vue'
import { fetchRecord, fetchRecords } from '@/api'
import { asReference, referenceText } from '@/schema'

async function labelOf(entity: string, value: unknown): Promise<string> {
  if (typeof value === 'number') {
    const record = await fetchRecord(entity, value)
    return record.label ?? record.code ?? `#${value}`
  }
  const found = await fetchRecords(entity, { where: [], q: String(value), limit: 20 })
  return found.items.find((each) => each.code === value)?.label ?? String(value)
}

/** Names of referenced records known only by id or code (as an address carries them). */
export function useReferenceLabels(entity: () => string | undefined, values: () => unknown[]) {
  const asked = computed(() => (entity() ? values().filter((value) => value !== null) : []))
  const answers = useQueries({
    queries: computed(() =>
      asked.value.map((value) => ({
        queryKey: ['reference-label', entity(), value],
        queryFn: () => {
          const whole = typeof value === 'object' ? asReference(value) : undefined
          return whole ? referenceText(whole) : labelOf(entity() ?? '', value)
        },
        staleTime: 300_000,
      })),
    ),
  })
  return computed(
    () =>
      new Map<unknown, string | undefined>(
        asked.value.map((value, at) => [value, answers.value[at]?.data]),
      ),
  )
}
