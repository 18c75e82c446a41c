import { describe, expect, it } from 'vitest'
import type { Enumeration } from '@/api'
import { enumerationTree, withBelow } from './enumeration_tree'
import { fromUnit, toUnit, usualUnit } from './quantity_units'

const value = (code: string, parent?: string) => ({ code, parent, labels: { zh: code, en: code } })
const industry: Enumeration = {
  enumeration: 'industry',
  labels: { zh: '行业', en: 'Industry' },
  values: [value('C'), value('C36', 'C'), value('C361', 'C36'), value('C38', 'C'), value('D')],
}

describe('quantities', () => {
  it.each([
    ['3.16', 'yi', '316000000'],
    ['5905.948217', 'wan', '59059482.17'],
    ['15', 'mu', '10000'],
    ['1', 'mu', '666.67'],
    ['50', 'percent', '0.5'],
    ['7', '', '7'],
  ])('%s %s is %s', (typed, unit, held) => expect(fromUnit(typed, unit)).toBe(held))

  it.each([
    ['316000000', 'yi', '3.16'],
    ['59059482.17', 'wan', '5905.948217'],
    ['10000', 'mu', '15'],
    ['666.67', 'mu', '1'],
    ['0.836364', 'percent', '83.6364'],
  ])('%s is shown in %s as %s', (held, unit, shown) => expect(toUnit(held, unit)).toBe(shown))

  it('picks the unit people use for the magnitude', () => {
    expect(usualUnit('money', 31_600_000_000)).toBe('yi')
    expect(usualUnit('money', null)).toBe('wan')
    expect(usualUnit('area', 5)).toBe('mu')
    expect(usualUnit('integer', 5)).toBe('')
  })
})

describe('tree codes', () => {
  it('puts values under their parents', () => {
    const tree = enumerationTree(industry, 'zh-CN')
    expect(tree.map((node) => node.value)).toEqual(['C', 'D'])
    expect(tree[0]?.children?.map((node) => node.value)).toEqual(['C36', 'C38'])
    expect(tree[0]?.children?.[0]?.children?.[0]?.value).toBe('C361')
  })
  it('takes everything below a chosen code', () => {
    expect(withBelow(industry, ['C36'])).toEqual(['C36', 'C361'])
    expect(withBelow(industry, ['C'])).toEqual(['C', 'C36', 'C361', 'C38'])
    expect(withBelow(industry, [])).toEqual([])
  })
})
