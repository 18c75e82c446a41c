import { describe, expect, it } from 'vitest'
import { comparatorWord, formatArea, formatDate, formatInstant, formatMeasure } from '.'
import { formatMoney, formatMonth, formatShare, plain, readDecimal, shift } from '.'

describe('decimal text', () => {
  it.each([
    ['3.16', 8, '316000000'],
    ['316', -4, '0.0316'],
    ['-0.5', 2, '-50'],
    ['0.000001', 6, '1'],
    ['12345678901234567890.12', 2, '1234567890123456789012'],
    ['100', -2, '1'],
    ['0', 8, '0'],
  ])('moves the point of %s by %i', (text, places, expected) => {
    expect(shift(text, places)).toBe(expected)
  })

  it.each([
    ['1,234.50', '1234.5'],
    ['１２３．５', '123.5'],
    [' 007 ', '7'],
    ['-0', '0'],
    ['.5', '0.5'],
    ['1e5', null],
    ['12万', null],
    ['', null],
    ['1.2.3', null],
  ])('reads %s as %s', (typed, expected) => {
    expect(readDecimal(typed)).toBe(expected)
  })

  it('writes large and small numbers without exponents', () => {
    expect(plain(1e21)).toBe('1000000000000000000000')
    expect(plain(1e-7)).toBe('0.0000001')
    expect(plain(31600000000.01)).toBe('31600000000.01')
  })
})

describe('money', () => {
  it.each([
    [31_600_000_000, 'zh-CN', '316 亿元', '31,600,000,000.00 元'],
    [100_000_000, 'zh-CN', '1 亿元', '100,000,000.00 元'],
    [99_999_999.99, 'zh-CN', '10,000 万元', '99,999,999.99 元'],
    [59_059_482.17, 'zh-CN', '5,905.95 万元', '59,059,482.17 元'],
    [9_999.5, 'zh-CN', '9,999.50 元', '9,999.50 元'],
    [12, 'zh-CN', '12 元', '12.00 元'],
    [-250_000, 'zh-CN', '-25 万元', '-250,000.00 元'],
    [31_600_000_000, 'en', '31.6 bn yuan', '31,600,000,000.00 yuan'],
    [2_500_000, 'en', '2.5 m yuan', '2,500,000.00 yuan'],
  ])('shows %d in %s as %s', (yuan, locale, text, exact) => {
    expect(formatMoney(yuan, locale)).toEqual({ text, exact })
  })

  it('keeps the rest of a unit that counts yuan', () => {
    expect(formatMoney(3_000_000, 'zh-CN', '元/亩').text).toBe('300 万元/亩')
    expect(formatMeasure(10_430_000, 'yuan_per_mu', 'zh-CN', '元/亩').text).toBe('1,043 万元/亩')
  })
})

describe('area, share, measures', () => {
  it('shows square metres as mu, exact beside it', () => {
    expect(formatArea(10000, 'zh-CN')).toEqual({ text: '15 亩', exact: '10,000 m²' })
    expect(formatArea(833_666.67, 'zh-CN').text).toBe('1,250.5 亩')
  })
  it('shows shares as per cent', () => {
    expect(formatShare(0.5, 'zh-CN')).toEqual({ text: '50%' })
    expect(formatShare(0.836364, 'zh-CN')).toEqual({ text: '83.64%', exact: '83.6364%' })
  })
  it('shows a measure in its unit', () => {
    expect(formatMeasure(2823, 'mu', 'zh-CN', '亩')).toEqual({ text: '2,823 亩' })
    expect(formatMeasure(150, 'percent', 'en', '%')).toEqual({ text: '150%' })
    expect(formatMeasure(185, undefined, 'zh-CN')).toEqual({ text: '185' })
  })
  it.each([
    ['=', 'zh-CN', ''],
    ['eq', 'en', ''],
    ['approx', 'zh-CN', '约'],
    ['gt', 'zh-CN', '超 '],
    ['rank', 'zh-CN', '第 '],
    ['≈', 'zh-CN', '约'],
    ['>', 'en', 'over '],
    ['第', 'zh-CN', '第 '],
    [undefined, 'en', ''],
  ])('says %s in %s as "%s"', (comparator, locale, word) => {
    expect(comparatorWord(comparator, locale)).toBe(word)
  })
})

describe('dates', () => {
  it('shows dates and months in both languages', () => {
    expect(formatDate('2023-05-01', 'zh-CN')).toBe('2023年5月1日')
    expect(formatDate('2023-05-01', 'en')).toBe('1 May 2023')
    expect(formatMonth('2023-05', 'zh-CN')).toBe('2023年5月')
    expect(formatMonth('2023-05', 'en')).toBe('May 2023')
  })
  it('leaves what is no date as it is', () => {
    expect(formatDate('soon', 'zh-CN')).toBe('soon')
    expect(formatInstant('never', 'en')).toBe('never')
  })
  it('shows instants on the clock of the place', () => {
    expect(formatInstant('2023-12-31T16:30:00Z', 'zh-CN')).toContain('2024年1月1日')
    expect(formatInstant('2023-12-31T16:30:00Z', 'zh-CN')).toContain('00:30')
  })
})
