import { describe, expect, it } from 'vitest'
import type { Batch, Undo, UndoRecord } from '@/api'
import { makeBook } from '@/schema/book'
import { book, schema } from '@/testing/book'
import {
  backCount,
  chosenCount,
  orderedRecords,
  isChoosable,
  keptCount,
  mayGoPartly,
  mayUndo,
  needsLook,
} from './undo'

const record = (id: number, fate: UndoRecord['fate']): UndoRecord => ({
  entity: 'project',
  id,
  label: `项目 ${id}`,
  did: 'update',
  fate,
  edited: [],
  edited_at: null,
})
const fates = ['undone', 'partly', 'edited', 'referenced', 'refused', 'left_out'] as const
const undoOf = (records: UndoRecord[]): Undo => ({
  batch: 1,
  batch_sequence: 9,
  counts: Object.fromEntries(
    fates.map((fate) => [fate, records.filter((each) => each.fate === fate).length]),
  ) as Undo['counts'],
  records,
  records_total: records.length,
  undone_by: null,
})
const undo = undoOf(fates.map((fate, at) => record(at + 1, fate)))

describe('what an undo would do', () => {
  it('goes back wholly or in part, or keeps; what was left out is neither', () => {
    expect([backCount(undo), keptCount(undo)]).toEqual([2, 3])
    const named = undo.records.filter(needsLook).map((each) => each.fate)
    expect(named).toEqual(['partly', 'edited', 'referenced', 'refused'])
  })
  it('may go back in part where the batch changed what was edited since', () => {
    expect(undo.records.filter(mayGoPartly).map(({ fate }) => fate)).toEqual(['partly', 'edited'])
    expect(mayGoPartly({ ...record(1, 'edited'), did: 'create' })).toBe(false)
  })
  it('orders all by naming none, some by naming all but those that shall stay', () => {
    expect(orderedRecords(undo, new Set())).toBeUndefined()
    const ids = orderedRecords(undo, new Set(['project/2']))?.map(({ id }) => id)
    expect(ids).toEqual([1, 3, 4, 5, 6])
    expect(chosenCount(undo, new Set())).toBe(2)
    expect(chosenCount(undo, new Set(['project/2']))).toBe(1)
    expect(chosenCount(undo, new Set(['project/1', 'project/2']))).toBe(0)
  })
  it('takes no notice of a record dropped that would stay anyway', () => {
    expect(orderedRecords(undo, new Set(['project/3']))).toBeUndefined()
  })
  it('lets choose up to 1000 records, all of them named', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => record(at, 'undone'))
    expect(isChoosable(undoOf(many(1000)))).toBe(true)
    expect(isChoosable(undoOf(many(1001)))).toBe(false)
    expect(isChoosable({ ...undoOf(many(1000)), records_total: 5000 })).toBe(false)
  })
})

describe('who may undo', () => {
  const batch: Batch = {
    batch: 1,
    sequence: 9,
    recorded_at: '2024-01-31T04:00:00Z',
    undone: null,
    actor: 'a',
    reason: '',
    entities: [{ entity: 'project', created: 1, changed: 0, deleted: 0 }],
  }
  const none = {
    read: false,
    create: false,
    edit: false,
    delete: false,
    approve: false,
    export: false,
    admin: false,
  }
  const bookOf = (may: typeof none) =>
    makeBook({ ...schema, entities: schema.entities.map((each) => ({ ...each, may })) })
  it('is whoever may write what the batch wrote', () => {
    expect(mayUndo(book, batch)).toBe(true)
    expect(mayUndo(bookOf({ ...none, delete: true }), batch)).toBe(true)
    expect(mayUndo(bookOf(none), batch)).toBe(false)
    expect(mayUndo(book, { ...batch, entities: [] })).toBe(false)
  })
})
