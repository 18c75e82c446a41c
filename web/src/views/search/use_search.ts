import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, watch } from 'vue'
import { fetchSearch } from '@/api'

const hitsOfEach = 6
const restMs = 150

/** What is typed, asked once typing rests, and which of the hits is chosen. */
export function useSearch(asOf: () => string) {
  const typed = ref('')
  const asked = ref('')
  const chosen = ref(0)
  let resting: ReturnType<typeof setTimeout> | undefined
  watch(typed, (text) => {
    clearTimeout(resting)
    resting = setTimeout(() => (asked.value = text.trim()), text.trim() ? restMs : 0)
  })
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: computed(() => ['search', asked.value, asOf()]),
    queryFn: ({ signal }) => fetchSearch(asked.value, hitsOfEach, asOf(), signal),
    enabled: computed(() => asked.value !== ''),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const groups = computed(() => (asked.value ? (data.value?.entities ?? []) : []))
  const hits = computed(() => groups.value.flatMap((group) => group.hits))
  watch(hits, () => (chosen.value = 0))

  /** The next or previous hit, around the ends. */
  function step(by: number) {
    const count = hits.value.length
    if (count) chosen.value = (chosen.value + by + count) % count
  }
  return { typed, asked, groups, hits, chosen, step, error, isFetching, refetch }
}
