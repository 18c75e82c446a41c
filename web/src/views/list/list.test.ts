import { describe, expect, it } from 'vitest'
import { listParams } from '@/api/records'
import { readAsOf } from '@/router/as_of'
import { drillLink, presentLink, recordLink } from '@/router/links'
import { book, project } from '@/testing/book'
import { fieldChoices } from './field_choices'
import { firstValue, isComplete, operatorsOf } from './operators'
import { readState, readWhere, shownColumns, turnSort, writeState, type ListState } from './state'
import { completed } from './use_feel'

const state = (part: Partial<ListState>): ListState => ({
  where: [],
  filter: '',
  q: '',
  sort: [],
  columns: [],
  limit: 50,
  page: 1,
  cursor: '',
  asOf: '',
  ...part,
})

describe('a list in its address', () => {
  it.each([
    state({}),
    state({ where: [['region.code', 'eq', '441284']], q: '电池', sort: ['-total', 'code'] }),
    state({ where: [['total', 'between', [1e8, 1e9]]], columns: ['code', 'total'], limit: 200 }),
    state({ where: [['done', 'null', false]], page: 3, cursor: 'abc=' }),
    state({ q: '电池', asOf: '2024-01-31T04:00:00Z' }),
    state({ filter: 'total >= 亿元(1) and name != "甲,乙"' }),
  ])('comes back as it was written', (view) => {
    expect(readState(writeState(view))).toEqual(view)
  })
  it('writes nothing for a plain list', () => expect(writeState(state({}))).toEqual({}))
  it('ignores a page without its cursor and limits it does not offer', () => {
    expect(readState({ page: '7', limit: '100000' })).toMatchObject({ page: 1, limit: 50 })
  })
  it.each([
    ['not json', []],
    ['{"a":1}', []],
    ['[["total","drop",1],["total","ge"],["total","ge",5]]', [['total', 'ge', 5]]],
    [undefined, []],
    [['[]', '[]'], []],
  ])('reads the conditions of %o', (text, expected) => expect(readWhere(text)).toEqual(expected))
  it('is what a number on the overview links to', () => {
    const link = drillLink({ entity: 'project', where: [['stage', 'eq', 'signed']] })
    expect(link).toMatchObject({ name: 'list', params: { entity: 'project' } })
    const query = (link as { query: Record<string, string> }).query
    expect(readState(query).where).toEqual([['stage', 'eq', 'signed']])
  })
  it.each([
    ['123', '123'],
    ['2024-01-31T12:00:00 08:00', '2024-01-31T12:00:00+08:00'],
    [['1', '2'], ''],
    [undefined, ''],
  ])('reads the point %o as %o', (text, expected) => expect(readAsOf(text)).toBe(expected))
  it('stays at its point, and comes back to now without what belongs to the point', () => {
    expect(recordLink('project', 7, '123')).toMatchObject({ query: { as_of: '123' } })
    expect(recordLink('project', 7)).toMatchObject({ query: {} })
    const query = { q: '电池', as_of: '123', page: '2', cursor: 'abc' }
    const now = presentLink({ path: '/e/project', query } as never)
    expect(now).toEqual({ path: '/e/project', query: { q: '电池' } })
  })
  it('asks the server only for what is set', () => {
    const none = listParams({ where: [], q: '', sort: [] })
    expect(Object.values(none).filter((value) => value !== undefined)).toEqual([])
    expect(listParams({ where: [], asOf: '123' })).toMatchObject({ as_of: '123' })
    expect(listParams({ where: [['a', 'eq', 1]], sort: ['-b', 'c'] })).toMatchObject({
      where: '[["a","eq",1]]',
      sort: '-b,c',
    })
  })
})

describe('sorting and columns', () => {
  it('turns from rising to falling to none', () => {
    expect(turnSort([], 'a')).toEqual(['a'])
    expect(turnSort(['a'], 'a')).toEqual(['-a'])
    expect(turnSort(['-a'], 'a')).toEqual([])
    expect(turnSort(['-b'], 'a')).toEqual(['a'])
  })
  it('shows the usual columns without the title, or those chosen', () => {
    expect(shownColumns(project, [])).toEqual(['code', 'region', 'stage'])
    expect(shownColumns(project, ['total', 'name'])).toEqual(['total'])
  })
})

describe('conditions', () => {
  it('offers each field of the entity once and those one reference away', () => {
    const paths = fieldChoices(book, project).flatMap((group) => group.fields.map((f) => f.path))
    expect(new Set(paths).size).toBe(paths.length)
    expect(paths).toContain('region.code')
    expect(paths).toContain('synthetic')
  })
  it.each([
    ['eq', null, false],
    ['eq', 0, true],
    ['eq', false, true],
    ['eq', '', false],
    ['in', [], false],
    ['in', ['a'], true],
    ['between', [1, null], false],
    ['between', [0, 0], true],
    ['null', false, true],
  ] as const)('%s %o is complete: %s', (operator, value, expected) => {
    expect(isComplete(operator, value)).toBe(expected)
  })
  it('starts no operator with a complete value but null', () => {
    for (const operator of operatorsOf('money'))
      expect(isComplete(operator, firstValue(operator))).toBe(operator === 'null')
  })
})

describe('a completion', () => {
  it('takes the place of what was typed of it', () => {
    const text = '总投 >= 5'
    expect(completed(text, 2, { text: '总投资', replaces: 2 })).toEqual({
      text: '总投资 >= 5',
      position: 3,
    })
  })
})
