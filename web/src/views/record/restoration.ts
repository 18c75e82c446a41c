/** Bringing a record back: what may come back, and what that would change. */
import type { Change, Entity, HistoryEntry, Values } from '@/api'
import { editableFields, sameValue } from './draft'

/** What is to come back: the record as of a sequence, or one field of it. */
export interface Wish {
  asOf: number
  field?: string
}

export interface RestoreRow {
  field: string
  now: unknown
  then: unknown
}

/** Fields a change may write: those of the form, and where the record comes from. */
const writable = (entity: Entity) => [
  ...editableFields(entity).map(({ name }) => name),
  'source',
  'citation',
]

/** The fields that would change, in the schema's order. */
export function restoreRows(entity: Entity, wish: Wish, now: Values, then: Values): RestoreRow[] {
  return writable(entity)
    .filter((name) => !wish.field || name === wish.field)
    .filter((name) => !sameValue(now[name], then[name]))
    .map((field) => ({ field, now: now[field], then: then[field] }))
}

/** A record can come back to any entry but the newest, and to none that deleted it. */
export const mayComeBack = (entry: HistoryEntry, newest: boolean) =>
  !newest && entry.kind !== 'delete'

/**
 * The wish for one side of a changed field: `after` stands at the entry itself, `before` one
 * sequence earlier. Undefined when the field cannot be written, is erased, or is so now.
 */
export function fieldWish(
  entity: Entity,
  entry: HistoryEntry,
  change: Change,
  side: 'before' | 'after',
  now: Values,
): Wish | undefined {
  const asOf = side === 'after' ? entry.sequence : entry.sequence - 1
  if (change.redacted || !writable(entity).includes(change.field)) return undefined
  if (entry.kind === 'delete' || (side === 'before' && entry.kind !== 'update')) return undefined
  return sameValue(change[side], now[change.field]) ? undefined : { asOf, field: change.field }
}
