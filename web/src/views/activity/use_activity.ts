import { onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import { fetchActivity, followChanges, type ActivityEntry } from '@/api'
import { mergeEntries } from './merge_entries'

const pageSize = 50
const gatherMs = 250

/** Recent journal entries: older ones by paging, new ones as they happen. */
export function useActivity() {
  const entries = shallowRef<ActivityEntry[]>([])
  const fresh = ref(new Set<number>())
  const live = ref(false)
  const loading = ref(false)
  const ended = ref(false)
  const error = shallowRef<unknown>()
  let timer = 0
  let stop = () => {}

  async function load(before?: number) {
    loading.value = true
    try {
      const { items } = await fetchActivity(pageSize, before)
      const known = new Set(entries.value.map((entry) => entry.sequence))
      if (known.size && before === undefined)
        for (const item of items) if (!known.has(item.sequence)) fresh.value.add(item.sequence)
      if (before !== undefined || !known.size) ended.value = items.length < pageSize
      entries.value = mergeEntries(entries.value, items)
      error.value = undefined
    } catch (cause) {
      error.value = cause
    } finally {
      loading.value = false
    }
  }
  const refresh = () => load()
  const more = () => load(entries.value.at(-1)?.sequence)
  /** One command may change thousands of records: its events are gathered into one read. */
  function soon() {
    window.clearTimeout(timer)
    timer = window.setTimeout(refresh, gatherMs)
  }

  onMounted(() => {
    void refresh()
    stop = followChanges({ change: soon, reset: soon, live: (on) => (live.value = on) })
  })
  onBeforeUnmount(() => {
    window.clearTimeout(timer)
    stop()
  })
  return { entries, fresh, live, error, loading, ended, more, refresh }
}
