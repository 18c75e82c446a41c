import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { errorsByField, makeIntent, tryUndo, undoBatch, type Undo } from '@/api'
import { useErrorText } from '@/components/error_text'
import { ledgerChanged } from '@/stores/ledger_changed'
import { orderedRecords } from './undo'

/** The undo of one batch: tried first, asked again when partly is ticked, then done. */
export function useUndo(batch: () => number) {
  const { locale } = useI18n()
  const queries = useQueryClient()
  const errorText = useErrorText()
  const intent = makeIntent()
  const partly = ref(false)
  /** Records (`entity/id`) that shall stay. */
  const dropped = ref<ReadonlySet<string>>(new Set())
  const done = shallowRef<Undo>()
  const busy = ref(false)
  const failure = ref('')
  const query = useQuery({
    queryKey: computed(() => ['undo', batch(), partly.value]),
    queryFn: () => tryUndo(batch(), partly.value),
    enabled: computed(() => !done.value),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

  async function undo(reason: string) {
    const tried = query.data.value
    if (!tried) return
    const body = { reason, partly: partly.value, records: orderedRecords(tried, dropped.value) }
    busy.value = true
    failure.value = ''
    try {
      done.value = await undoBatch(batch(), body, intent([batch(), body]))
      void ledgerChanged(queries)
    } catch (error) {
      const details = Object.values(errorsByField(error, locale.value)).slice(0, 5)
      failure.value = [errorText(error), ...details].join(' ')
    } finally {
      busy.value = false
    }
  }
  const { data: tried, error, refetch, isPlaceholderData: asking } = query
  return { tried, error, refetch, asking, partly, dropped, done, busy, failure, undo }
}
