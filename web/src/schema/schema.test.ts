import { describe, expect, it } from 'vitest'
import { wholeSchema } from '@/api/schema_shape'
import { book, project, schema } from '@/testing/book'
import { shownValue } from './shown_value'

const zh = { locale: 'zh-CN', yes: '是', no: '否' }
const en = { locale: 'en', yes: 'Yes', no: 'No' }

describe('paths', () => {
  it('follows references and joins labels', () => {
    expect(book.path('project', 'region.code')?.field.name).toBe('code')
    expect(book.path('project', 'region.code')?.labels.zh).toBe('行政区 · 代码')
  })
  it('knows the fields every entity has', () => {
    expect(book.path('project', 'published')?.field.type).toBe('boolean')
    expect(book.path('project', 'region.id')?.field.type).toBe('integer')
  })
  it.each(['nothing', 'name.code', 'region.nothing', ''])('does not know %s', (path) => {
    expect(book.path('project', path)).toBeUndefined()
  })
})

describe('values as text', () => {
  it.each([
    ['region', { id: 3, label: '四会市', code: '441284' }, '四会市', '四会市'],
    ['region', 3, '#3', '#3'],
    ['stage', 'signed', '签约', 'Signed'],
    ['stage', 'gone', 'gone', 'gone'],
    ['total', 31_600_000_000, '316 亿元', '31.6 bn yuan'],
    ['power', 1200, '1,200 千瓦时', '1,200 kWh'],
    ['tags', ['lead', 'signed'], '线索、签约', 'Lead, Signed'],
    ['done', false, '否', 'No'],
    ['done', null, '—', '—'],
    ['tags', [], '—', '—'],
    ['share', 0.25, '25%', '25%'],
    ['power', 0, '0 千瓦时', '0 kWh'],
  ])('shows %s %o', (name, value, inChinese, inEnglish) => {
    const field = book.field('project', name)!
    expect(shownValue(field, value, book, zh).text).toBe(inChinese)
    expect(shownValue(field, value, book, en).text).toBe(inEnglish)
  })
})

describe('the schema as read', () => {
  it('fills what is absent and takes the shared fields out', () => {
    const source = { name: 'source', type: 'text' as const, labels: { zh: '来源', en: 'Source' } }
    const bare = { ...project, list: [], fields: [...project.fields, source] }
    const whole = wholeSchema({ ...schema, entities: [bare] }).entities[0]!
    expect(whole.list).toEqual(['name'])
    expect(whole.fields.map((field) => field.name)).not.toContain('source')
  })
})
