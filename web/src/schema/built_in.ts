import type { Field } from '@/api'

/** The fields every entity has without declaring them. */
export const builtInFields: Field[] = [
  { name: 'id', type: 'integer', labels: { zh: '编号', en: 'Id' } },
  { name: 'version', type: 'integer', labels: { zh: '版本', en: 'Version' } },
  { name: 'source', type: 'text', labels: { zh: '数据来源', en: 'Source' } },
  { name: 'citation', type: 'text', labels: { zh: '引用文件', en: 'Citation' } },
  { name: 'published', type: 'boolean', labels: { zh: '公开发布', en: 'Published' } },
  { name: 'synthetic', type: 'boolean', labels: { zh: '模拟数据', en: 'Synthetic' } },
]

export const isBuiltIn = (name: string) => builtInFields.some((field) => field.name === name)
