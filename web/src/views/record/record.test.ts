import { describe, expect, it } from 'vitest'
import { project } from '@/testing/book'
import { compareEdits, mergeEdits } from './conflict'
import { doubtsOf } from './doubts'
import { changedFields, editableFields, toInput } from './draft'
import { fieldSections } from './field_sections'
import { outline } from './outline'
import { fieldWish, mayComeBack, restoreRows } from './restoration'

describe('a draft', () => {
  it('holds all but computed fields', () => {
    expect(editableFields(project).map((field) => field.name)).not.toContain('share')
  })
  it.each([
    [{ id: 3, label: '四会市' }, 3],
    ['  text ', 'text'],
    ['', null],
    [[], null],
    [undefined, null],
    [false, false],
    [0, 0],
    [['a'], ['a']],
  ])('writes %o as %o', (value, expected) => expect(toInput(value)).toEqual(expected))
  it('sends only what differs', () => {
    const base = { name: 'a', region: { id: 3, label: 'x' }, total: 5, tags: ['b'] }
    const draft = { name: 'a ', region: { id: 3 }, total: null, tags: ['b', 'c'] }
    expect(changedFields(base, draft)).toEqual({ total: null, tags: ['b', 'c'] })
  })
})

describe('a conflict', () => {
  const base = { name: 'a', total: 1, stage: 'lead', done: null }
  const mine = { name: 'mine', total: 2, stage: 'lead', done: null }
  const theirs = { name: 'theirs', total: 1, stage: 'signed', done: null }
  const rows = compareEdits(base, mine, theirs)

  it('names every field either side changed, and who', () => {
    expect(rows.map((row) => [row.field, row.clash, row.side])).toEqual([
      ['name', true, 'theirs'],
      ['total', false, 'mine'],
      ['stage', false, 'theirs'],
    ])
  })
  it('takes over theirs and keeps mine as chosen', () => {
    expect(mergeEdits(mine, theirs, rows)).toEqual({
      name: 'theirs',
      total: 2,
      stage: 'signed',
      done: null,
    })
    const kept = rows.map((row) => ({ ...row, side: 'mine' as const }))
    expect(mergeEdits(mine, theirs, kept)).toMatchObject({ name: 'mine', stage: 'lead' })
  })
  it('is none when both did the same', () => {
    const row = compareEdits({ a: 1 }, { a: 2 }, { a: 2 })[0]
    expect(row?.clash).toBe(false)
    expect(compareEdits(base, base, base)).toEqual([])
  })
  it('treats a field left out by the server as missing', () => {
    expect(compareEdits({ a: 1 }, { a: 1 }, {})).toMatchObject([{ field: 'a', side: 'theirs' }])
    expect(mergeEdits({ a: 1 }, {}, [])).toEqual({ a: null })
  })
})

describe('a restoration', () => {
  const now = { name: 'b', region: { id: 3, label: '四会市' }, total: 5, share: 0.5 }
  const then = { name: 'a', region: { id: 3, label: '四会' }, share: 0.1, source: '旧表' }
  it('changes what differs and can be written, in the order of the schema', () => {
    expect(restoreRows(project, { asOf: 7 }, now, then)).toEqual([
      { field: 'name', now: 'b', then: 'a' },
      { field: 'total', now: 5, then: undefined },
      { field: 'source', now: undefined, then: '旧表' },
    ])
  })
  it('changes only the field that is wished', () => {
    const rows = restoreRows(project, { asOf: 7, field: 'total' }, now, then)
    expect(rows.map((row) => row.field)).toEqual(['total'])
    expect(restoreRows(project, { asOf: 7, field: 'region' }, now, then)).toEqual([])
  })

  const entry = (kind: 'create' | 'update' | 'delete') => ({
    sequence: 9,
    recorded_at: '2024-01-31T04:00:00Z',
    actor: 'a',
    reason: '',
    kind,
    version: 2,
    synthetic: false,
    changes: [],
  })
  const change = { field: 'name', before: 'a', after: 'b' }
  it.each([
    ['update', 'before', change, { asOf: 8, field: 'name' }],
    ['update', 'after', change, undefined],
    ['update', 'after', { ...change, after: 'c' }, { asOf: 9, field: 'name' }],
    ['update', 'before', { ...change, redacted: true }, undefined],
    ['update', 'before', { ...change, field: 'share' }, undefined],
    ['update', 'before', { ...change, field: 'gone' }, undefined],
    ['create', 'before', change, undefined],
    ['create', 'after', { ...change, after: 'c' }, { asOf: 9, field: 'name' }],
    ['delete', 'before', change, undefined],
  ] as const)('offers after %s the value %s of %o as %o', (kind, side, changed, wish) => {
    expect(fieldWish(project, entry(kind), changed, side, now)).toEqual(wish)
  })
  it('leads to any entry but the newest and none that deleted', () => {
    expect(mayComeBack(entry('update'), false)).toBe(true)
    expect(mayComeBack(entry('update'), true)).toBe(false)
    expect(mayComeBack(entry('delete'), false)).toBe(false)
  })
})

describe('sections and outlines', () => {
  it('keeps the order of groups and loses no field', () => {
    const sections = fieldSections(project, project.fields)
    expect(sections.map((section) => section.name)).toEqual(['identity', 'money'])
    expect(sections.flatMap((section) => section.fields)).toHaveLength(project.fields.length)
  })
  it('draws a square of degrees narrower than high', () => {
    const ring = [
      [112, 23],
      [113, 23],
      [113, 24],
      [112, 24],
      [112, 23],
    ]
    const drawn = outline({ type: 'Polygon', coordinates: [ring] })
    expect(drawn?.height).toBeCloseTo(200)
    expect(drawn?.width).toBeCloseTo(200 * Math.cos((23.5 * Math.PI) / 180), 3)
    expect(drawn?.centre).toEqual(['112.50000', '23.50000'])
  })
  it('has no path for a point and nothing for what is no geometry', () => {
    expect(outline({ type: 'Point', coordinates: [112, 23] })?.path).toBe('')
    expect(outline('text')).toBeUndefined()
  })
})

describe('doubts', () => {
  const record = { id: 1, version: 1, fields: {} }
  const warnings = [
    { path: '/fields/a', code: 'invariant_broken', zh: '过高', en: 'too high' },
    { path: '/fields/b', code: 'invariant_broken', zh: '过低', en: 'too low' },
  ]
  it('are one text in the language of the console', () => {
    expect(doubtsOf(record, 'en')).toBe('')
    expect(doubtsOf({ ...record, warnings }, 'zh-CN')).toBe('过高；过低')
    expect(doubtsOf({ ...record, warnings }, 'en')).toBe('too high; too low')
  })
})
