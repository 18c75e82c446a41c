import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { fetchRecords, type Entity, type ListQuery } from '@/api'
import { readState, shownColumns, writeState, type ListState } from './state'

/** Cursors of pages already seen, by the view they belong to, so that one can go back. */
const seen = new Map<string, string[]>()
const seenMost = 50

/** A list that lives in the address: every change is a navigation, every answer a page. */
export function useList(entity: ComputedRef<Entity>) {
  const route = useRoute()
  const router = useRouter()
  const state = computed(() => readState(route.query))
  const columns = computed(() => shownColumns(entity.value, state.value.columns))
  const asked = computed<ListQuery>(() => ({
    where: state.value.where,
    filter: state.value.filter,
    q: state.value.q,
    sort: state.value.sort,
    asOf: state.value.asOf,
  }))
  const fields = computed(() => {
    const { code, title } = entity.value
    return [...new Set([title, code ?? title, ...columns.value, 'published', 'synthetic'])]
  })

  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: computed(() => ['list', entity.value.entity, state.value, fields.value]),
    queryFn: ({ signal }) => {
      const { limit, cursor } = state.value
      const query = { ...asked.value, limit, cursor: cursor || undefined, fields: fields.value }
      return fetchRecords(entity.value.entity, query, signal)
    },
    placeholderData: keepPreviousData,
  })

  const view = computed(() => JSON.stringify([entity.value.entity, asked.value, state.value.limit]))
  function cursors() {
    const found = seen.get(view.value)
    if (found) return found
    if (seen.size >= seenMost) seen.clear()
    const fresh = ['']
    seen.set(view.value, fresh)
    return fresh
  }
  const go = (next: ListState, replace = false) =>
    router[replace ? 'replace' : 'push']({ query: writeState(next) })

  /** Changes what is asked; a new question starts at its first page. */
  const change = (part: Partial<ListState>, replace = false) =>
    go({ ...state.value, page: 1, cursor: '', ...part }, replace)

  function turn(step: 1 | -1) {
    const page = state.value.page + step
    const known = cursors()
    if (step === 1 && data.value?.next_cursor) known[page - 1] = data.value.next_cursor
    const cursor = known[page - 1]
    return go({ ...state.value, page: cursor ? page : 1, cursor: cursor ?? '' })
  }
  const keepColumns = (names: string[]) => go({ ...state.value, columns: names }, true)

  return {
    state,
    columns,
    asked,
    data,
    error,
    isFetching,
    isPlaceholderData,
    refetch,
    change,
    turn,
    keepColumns,
  }
}
