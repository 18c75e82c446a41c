/** The point of the ledger a page shows, as its address says (`?as_of=`). */
import { computed } from 'vue'
import { useRoute } from 'vue-router'

/** A journal sequence or an instant; '' is now. A hand-typed `+08:00` arrives with a blank. */
export const readAsOf = (text: unknown): string =>
  typeof text === 'string' ? text.trim().replace(' ', '+') : ''

/** Links on a page that shows the past lead to the same point. */
export function useAsOf() {
  const route = useRoute()
  return computed(() => readAsOf(route.query.as_of))
}
