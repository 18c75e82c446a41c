import type { Comparison, RecordHead, Sweep } from '@/api'

/** One line of either table: an outcome, or what becomes of one. */
export interface SweepRow {
  key: string
  outcomes: string[]
  missing: string[]
  changed: boolean
  count: number
  rows: RecordHead[]
}

type Label = (fact: { zh: string; en: string }) => string

export const rowsOfSweep = (sweep: Sweep, label: Label): SweepRow[] =>
  (sweep.outcomes ?? []).map(({ outcome, missing, count, rows }) => ({
    key: outcome,
    outcomes: [outcome],
    missing: missing.map(label),
    changed: false,
    count,
    rows,
  }))

/** Those that change come first. */
export const rowsOfComparison = (comparison: Comparison): SweepRow[] =>
  (comparison.cells ?? [])
    .map(({ before, after, changed, count, rows }) => ({
      key: `${before}\n${after}`,
      outcomes: [before, after],
      missing: [],
      changed,
      count,
      rows,
    }))
    .sort((a, b) => Number(b.changed) - Number(a.changed))

/** A text without its quotes; other FEEL as it is. */
export const shownOutcome = (text: string): string =>
  text.startsWith('"') ? String(JSON.parse(text)) : text
