/** Two people changed one record: what each did, field by field, and what comes of the choice. */
import type { Values } from '@/api'
import { sameValue } from './draft'

export type Side = 'mine' | 'theirs'

export interface ConflictRow {
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
  /** Both changed it, to different values: a person has to choose. */
  clash: boolean
  side: Side
}

/** Rows for every field either side changed; where only one did, that side is taken. */
export function compareEdits(base: Values, mine: Values, theirs: Values): ConflictRow[] {
  return Object.keys(mine).flatMap((field) => {
    const iChanged = !sameValue(base[field], mine[field])
    const theyChanged = !sameValue(base[field], theirs[field])
    if (!iChanged && !theyChanged) return []
    const clash = iChanged && theyChanged && !sameValue(mine[field], theirs[field])
    const side: Side = theyChanged ? 'theirs' : 'mine'
    return [{ field, base: base[field], mine: mine[field], theirs: theirs[field], clash, side }]
  })
}

/** The draft after the choice: theirs everywhere, mine where mine was kept. */
export function mergeEdits(mine: Values, theirs: Values, rows: ConflictRow[]): Values {
  const merged: Values = {}
  for (const field of Object.keys(mine)) merged[field] = theirs[field] ?? null
  for (const row of rows) if (row.side === 'mine') merged[row.field] = row.mine ?? null
  return merged
}
