import { describe, expect, it } from 'vitest'
import { project } from '@/testing/book'
import { compareEdits, mergeEdits } from './conflict'
import { changedFields, editableFields, toInput } from './draft'
import { fieldSections } from './field_sections'
import { outline } from './outline'

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
