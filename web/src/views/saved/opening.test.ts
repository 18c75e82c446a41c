import { describe, expect, it } from 'vitest'
import type { SavedQuery } from '@/api'
import { savedLink } from './opening'

const saved = (kind: 'list' | 'group', body: Record<string, unknown>): SavedQuery => ({
  id: 1,
  version: 1,
  code: 'c',
  name: 'n',
  kind,
  entity: 'project',
  owner: 'me',
  mine: true,
  shared_with: [],
  body,
})

describe('a saved query opens', () => {
  it('on the list page when an address can say it', () => {
    expect(
      savedLink(saved('list', { where: [['stage', 'eq', 'signed']], sort: ['-code'] })),
    ).toEqual({
      name: 'list',
      params: { entity: 'project' },
      query: { where: '[["stage","eq","signed"]]', sort: '-code' },
    })
  })
  it.each([
    ['group', { group: ['region'] }],
    ['list', { filter: 'total > 1' }],
    ['list', { sort: [{ feel: 'total' }] }],
  ] as const)('on its own page otherwise', (kind, body) => {
    expect(savedLink(saved(kind, body))).toEqual({ name: 'saved-answer', params: { code: 'c' } })
  })
})
