import { useQueryClient } from '@tanstack/vue-query'
import { ref, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { errorsByField, makeIntent, sendImport, type ImportReport } from '@/api'
import { useErrorText } from '@/components/error_text'
import { ledgerChanged } from '@/stores/ledger_changed'

/** A file's way in: checked first without writing anything, then applied as one command. */
export function useImport(entity: Ref<string>) {
  const errorText = useErrorText()
  const { locale } = useI18n()
  const queries = useQueryClient()
  const intent = makeIntent()
  const file = shallowRef<File>()
  const report = shallowRef<ImportReport>()
  const done = shallowRef<ImportReport>()
  const busy = ref(false)
  const failure = ref('')

  function reset() {
    file.value = undefined
    report.value = undefined
    done.value = undefined
    failure.value = ''
  }
  async function run(work: () => Promise<void>) {
    busy.value = true
    failure.value = ''
    try {
      await work()
    } catch (error) {
      const details = Object.values(errorsByField(error, locale.value)).slice(0, 5)
      failure.value = [errorText(error), ...details].join(' ')
    } finally {
      busy.value = false
    }
  }
  async function check(next: File) {
    reset()
    file.value = next
    await run(async () => {
      report.value = await sendImport(next, { entity: entity.value, dryRun: true })
    })
  }
  async function apply(reason: string, skipWrong: boolean) {
    const chosen = file.value
    if (!chosen) return
    const options = { entity: entity.value, dryRun: false, skipWrong, reason }
    const key = intent([chosen.name, chosen.size, chosen.lastModified, options])
    await run(async () => {
      const answer = await sendImport(chosen, options, key)
      report.value = answer
      if (answer.wrong && !skipWrong) return
      done.value = answer
      void ledgerChanged(queries)
    })
  }
  return { file, report, done, busy, failure, check, apply, reset }
}
