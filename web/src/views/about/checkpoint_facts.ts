/** What the page says of the ledger's checkpoint. */
import type { Journal } from '@/api/types'
import { formatInstant, formatNumber } from '@/format'

export interface CheckpointFact {
  name: string
  /** Empty: said in words by the page. */
  value: string
}

export function checkpointFacts(journal: Journal, locale: string): CheckpointFact[] {
  const number = (value: number) => formatNumber(value, locale)
  return [
    { name: 'ledger', value: journal.ledger },
    { name: 'sequence', value: number(journal.sequence) },
    { name: 'hash', value: journal.hash },
    { name: 'algorithm', value: journal.algorithm },
    { name: 'recorded_at', value: formatInstant(journal.recorded_at, locale) },
    { name: 'key', value: journal.key?.id ?? '' },
    { name: 'entries', value: number(journal.entries) },
    { name: 'records', value: number(journal.records) },
    { name: 'schema_version', value: String(journal.schema_version ?? '—') },
    { name: 'version', value: journal.version },
  ]
}

/** How whoever keeps the file that is saved holds it against the ledger. */
export function verifyCommand(journal: Journal): string {
  const file = `checkpoint-${String(journal.sequence).padStart(12, '0')}.txt`
  const key = journal.key ? ` --key ${journal.key.public}` : ''
  return `agglo verify --db FILE --checkpoint ${file}${key}`
}
