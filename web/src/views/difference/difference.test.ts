import { describe, expect, it } from 'vitest'
import { choiceOf, instantOf, quickPoint, quickPoints, wallOf } from './points'
import { readState, writeState, type DifferenceState } from './state'

describe('points on the clock of Asia/Shanghai', () => {
  /** Thursday 1 February 2024, 00:30 there; still January in Greenwich. */
  const now = new Date('2024-01-31T16:30:00Z')
  it.each([
    ['yesterday', '2024-01-31T00:00:00'],
    ['last_week', '2024-01-22T00:00:00'],
    ['month', '2024-02-01T00:00:00'],
    ['last_month', '2024-01-01T00:00:00'],
  ] as const)('%s began at %s', (name, wall) => {
    expect(wallOf(quickPoint(name, now))).toBe(wall)
    expect(choiceOf(quickPoint(name, now), now)).toBe(name)
  })
  it('takes the week before on a Monday and on a Sunday', () => {
    const monday = new Date('2024-01-29T04:00:00Z')
    const sunday = new Date('2024-01-28T04:00:00Z')
    expect(wallOf(quickPoint('last_week', monday))).toBe('2024-01-22T00:00:00')
    expect(wallOf(quickPoint('last_week', sunday))).toBe('2024-01-15T00:00:00')
  })
  it('goes over the turn of the year', () => {
    const newYear = new Date('2024-01-01T04:00:00Z')
    expect(wallOf(quickPoint('last_month', newYear))).toBe('2023-12-01T00:00:00')
    expect(wallOf(quickPoint('yesterday', newYear))).toBe('2023-12-31T00:00:00')
  })
  it.each([
    ['', 'now'],
    ['123', 'sequence'],
    ['2024-01-31T12:00:00+08:00', 'instant'],
    ['2024-02-01T00:00:00+08:00', 'month'],
    ['nonsense', 'instant'],
  ])('takes %o as picked by %s', (point, choice) => expect(choiceOf(point, now)).toBe(choice))
  it('reads the wall clock back as the same instant', () => {
    expect(wallOf('2024-01-31T04:00:00Z')).toBe('2024-01-31T12:00:00')
    expect(instantOf('2024-01-31T12:00:00')).toBe('2024-01-31T04:00:00Z')
    for (const name of quickPoints)
      expect(instantOf(wallOf(quickPoint(name, now)))).toBe(quickPoint(name, now))
    expect(wallOf('123')).toBe('')
  })
})

describe('a comparison in its address', () => {
  const bare: DifferenceState = { from: '', to: '', where: [], q: '', after: 0 }
  it.each<DifferenceState>([
    bare,
    { ...bare, from: '4000' },
    { from: '2024-01-31T04:00:00Z', to: '4100', where: [['total', 'ge', 5]], q: '电池', after: 9 },
  ])('comes back as it was written', (state) => {
    expect(readState(writeState(state))).toEqual(state)
  })
  it.each(['-1', '1.5', 'x', undefined])('starts at the first page for after=%o', (after) => {
    expect(readState({ after }).after).toBe(0)
  })
})
