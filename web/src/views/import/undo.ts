/** An undo as it is decided: what would be undone, what stays and why, what is chosen. */
import type { Batch, BatchRecord, Undo, UndoRecord } from '@/api'
import type { Book } from '@/schema'

/** Records can be chosen one by one while the answer names all of them. */
export const choosableMost = 1000

export const goesBack = ({ fate }: UndoRecord) => fate === 'undone' || fate === 'partly'

/** Kept wholly or in part: what a person has to look at. Those left out were the person's choice. */
export const needsLook = ({ fate }: UndoRecord) => fate !== 'undone' && fate !== 'left_out'

/** Edited since, but only changed by the batch: its untouched fields may go back. */
export const mayGoPartly = ({ fate, did }: UndoRecord) =>
  did === 'update' && (fate === 'edited' || fate === 'partly')

export const backCount = ({ counts }: Undo) => counts.undone + counts.partly
export const keptCount = ({ counts }: Undo) => counts.edited + counts.referenced + counts.refused

export const isChoosable = (undo: Undo) =>
  undo.records_total <= choosableMost && undo.records.length === undo.records_total

export const keyOf = ({ entity, id }: BatchRecord) => `${entity}/${id}`

/** How many of those that can go back shall. */
export function chosenCount(undo: Undo, dropped: ReadonlySet<string>): number {
  const stay = undo.records.filter((record) => goesBack(record) && dropped.has(keyOf(record)))
  return backCount(undo) - stay.length
}

/**
 * What the order names: nothing when all that can go back shall; else all but those dropped, so
 * that the answer still says of the others why they are kept.
 */
export function orderedRecords(
  undo: Undo,
  dropped: ReadonlySet<string>,
): BatchRecord[] | undefined {
  if (chosenCount(undo, dropped) === backCount(undo)) return undefined
  return undo.records
    .filter((record) => !dropped.has(keyOf(record)))
    .map(({ entity, id }) => ({ entity, id }))
}

/** Whether someone may write at least one of a batch's entities. */
export const mayUndo = (book: Book, batch: Batch) =>
  batch.entities.some(({ entity }) => {
    const may = book.entity(entity)?.may
    return !!may && (may.edit || may.delete)
  })
