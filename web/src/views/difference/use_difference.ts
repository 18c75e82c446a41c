import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { fetchDifference } from '@/api'
import { readState, writeState, type DifferenceState } from './state'

/** A comparison that lives in the address: every change is a navigation, every answer a page. */
export function useDifference(entity: () => string) {
  const route = useRoute()
  const router = useRouter()
  const state = computed(() => readState(route.query))
  const query = useQuery({
    queryKey: computed(() => ['difference', entity(), state.value]),
    queryFn: ({ signal }) => fetchDifference(entity(), state.value, signal),
    enabled: computed(() => state.value.from !== ''),
    placeholderData: keepPreviousData,
  })
  /** Another question starts at its first page. */
  const change = (part: Partial<DifferenceState>) =>
    router.push({ query: writeState({ ...state.value, after: 0, ...part }) })
  return { ...query, state, change }
}
