import { describe, expect, it } from 'vitest'
import { marked } from './marked'

describe('a snippet', () => {
  it('is parted by code points', () => {
    const parts = { before: '😀肇', found: '庆市', after: '。' }
    expect(marked({ snippet: '😀肇庆市。', from: 2, to: 4 })).toEqual(parts)
  })
  it('marks nothing when the place is not told', () => {
    const parts = { before: '', found: '', after: '肇庆' }
    expect(marked({ snippet: '肇庆', from: 0, to: 0 })).toEqual(parts)
  })
})
