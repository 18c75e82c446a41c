import { describe, expect, it } from 'vitest'
import { fileName } from './files'
import { makeIntent, newIntent } from './intent'
import { ApiError, errorsByField, problemOf } from './problem'

const problem = {
  status: 422,
  code: 'validation_failed',
  detail: '有 2 处不符合要求',
  detail_en: '2 values are not acceptable',
  errors: [
    { path: '/changes/0/fields/total', code: 'below_minimum', zh: '太小', en: 'too small' },
    { path: '/fields/name', code: 'required', zh: '必填', en: 'required' },
    { path: '/fields/name', code: 'bad', zh: '不对', en: 'wrong' },
    { path: '/reason', code: 'too_long', zh: '太长', en: 'too long' },
  ],
}

describe('problems', () => {
  it('places messages at their fields in the reader’s language', () => {
    const error = new ApiError(422, problem)
    expect(errorsByField(error, 'zh-CN')).toEqual({
      total: '太小',
      name: '必填 不对',
      '': '太长',
    })
    expect(errorsByField(error, 'en').total).toBe('too small')
    expect(error.text('en')).toBe('2 values are not acceptable')
  })
  it('names what carries no problem document', () => {
    expect(problemOf(0, null).code).toBe('unreachable')
    expect(problemOf(502, '<html>').code).toBe('http_502')
    expect(errorsByField(new Error('x'), 'en')).toEqual({})
  })
})

describe('intents', () => {
  it('keeps the key while the same is meant', () => {
    const intent = makeIntent()
    const first = intent({ a: 1 })
    expect(intent({ a: 1 })).toBe(first)
    expect(intent({ a: 2 })).not.toBe(first)
  })
  it('makes keys that differ', () => {
    expect(new Set(Array.from({ length: 100 }, newIntent)).size).toBe(100)
  })
})

describe('file names', () => {
  it.each([
    ['attachment; filename="project.xlsx"', 'project.xlsx'],
    ['attachment; filename="p.csv"; filename*=UTF-8\'\'%E9%A1%B9%E7%9B%AE.csv', '项目.csv'],
    [null, undefined],
  ])('reads %s', (header, expected) => expect(fileName(header)).toBe(expected))
})
