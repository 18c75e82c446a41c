/** What the ledger finds doubtful about a record that it has taken, as one text; empty: nothing. */
import type { LedgerRecord } from '@/api'

export const doubtsOf = (record: LedgerRecord, locale: string): string =>
  (record.warnings ?? [])
    .map((warning) => (locale.startsWith('zh') ? warning.zh : warning.en))
    .join(locale.startsWith('zh') ? '；' : '; ')
