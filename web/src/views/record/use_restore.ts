import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { ApiError, errorsByField, fetchRecord, makeIntent, restoreFrom } from '@/api'
import type { Entity, LedgerRecord } from '@/api'
import { notice } from '@/adapter/message'
import { useErrorText } from '@/components/error_text'
import { ledgerChanged } from '@/stores/ledger_changed'
import { restoreRows, type Wish } from './restoration'

/** What a restoration would change, read from the ledger at the point, and doing it. */
export function useRestore(entity: () => Entity, record: () => LedgerRecord, wish: () => Wish) {
  const { t, locale } = useI18n()
  const queries = useQueryClient()
  const errorText = useErrorText()
  const intent = makeIntent()
  const busy = ref(false)
  const failure = ref('')
  const key = computed(() => [entity().entity, record().id, String(wish().asOf)])
  const { data, error, refetch } = useQuery({
    queryKey: computed(() => ['record', ...key.value]),
    queryFn: () => fetchRecord(entity().entity, record().id, String(wish().asOf)),
  })
  const rows = computed(() =>
    data.value ? restoreRows(entity(), wish(), record().fields, data.value.fields) : undefined,
  )

  /** Someone was quicker: the comparison is made anew and nothing is written. */
  async function refuse(cause: unknown) {
    if (cause instanceof ApiError && cause.code === 'version_conflict') {
      await queries.invalidateQueries({ queryKey: ['record', entity().entity, record().id] })
      failure.value = t('restore.moved')
      return
    }
    const details = Object.values(errorsByField(cause, locale.value))
    failure.value = [errorText(cause), ...details].join(' ')
  }
  async function restore(reason: string) {
    const { asOf, field } = wish()
    const at = { id: record().id, version: record().version }
    const body = { as_of: asOf, fields: field ? [field] : undefined, reason }
    const count = rows.value?.length ?? 0
    busy.value = true
    failure.value = ''
    try {
      await restoreFrom(entity().entity, at, body, intent([at, body]))
      notice.success(t('restore.done', { count }))
      void ledgerChanged(queries)
      return true
    } catch (cause) {
      await refuse(cause)
      return false
    } finally {
      busy.value = false
    }
  }
  return { rows, error, refetch, busy, failure, restore }
}
