import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { fetchBatches } from '@/api'

const pageSize = 20

/** Import batches, newest first; older ones by asking for more. */
export function useBatches() {
  const query = useInfiniteQuery({
    queryKey: ['batches'],
    queryFn: ({ pageParam }) => fetchBatches(pageSize, pageParam ?? undefined),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next_before,
  })
  const batches = computed(() => query.data.value?.pages.flatMap((page) => page.items))
  return { ...query, batches }
}
