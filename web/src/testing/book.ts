import type { Schema } from '@/api'
import { makeBook } from '@/schema/book'

const both = (zh: string, en: string) => ({ zh, en })
const may = {
  read: true,
  create: true,
  edit: true,
  delete: true,
  approve: true,
  export: true,
  admin: true,
}

/** A small ledger for tests: projects in regions. */
export const schema: Schema = {
  sequence: 1,
  as_of: 1,
  on: '2024-01-31',
  groups: [{ name: 'investment', labels: both('招商与项目', 'Investment') }],
  units: [
    { name: 'yuan', labels: both('元', 'yuan') },
    { name: 'kwh', labels: both('千瓦时', 'kWh') },
  ],
  entities: [
    {
      entity: 'region',
      labels: both('行政区', 'Region'),
      group: 'investment',
      title: 'name',
      code: 'code',
      list: ['code', 'name'],
      field_groups: [],
      fields: [
        { name: 'code', type: 'text', labels: both('代码', 'Code') },
        { name: 'name', type: 'text', labels: both('名称', 'Name') },
      ],
      may,
    },
    {
      entity: 'project',
      labels: both('项目', 'Project'),
      group: 'investment',
      title: 'name',
      code: 'code',
      list: ['code', 'name', 'region', 'stage'],
      field_groups: [
        { name: 'identity', labels: both('基本情况', 'Identity') },
        { name: 'money', labels: both('投资', 'Money') },
      ],
      fields: [
        { name: 'code', type: 'text', labels: both('项目代码', 'Code') },
        { name: 'name', type: 'text', labels: both('项目名称', 'Name'), required: true },
        { name: 'region', type: 'reference', to: 'region', labels: both('行政区', 'Region') },
        { name: 'stage', type: 'enumeration', of: 'stage', labels: both('阶段', 'Stage') },
        { name: 'total', type: 'money', group: 'money', labels: both('总投资', 'Total') },
        { name: 'power', type: 'integer', unit: 'kwh', labels: both('用电', 'Power') },
        { name: 'tags', type: 'list', of: 'stage', labels: both('标签', 'Tags') },
        { name: 'done', type: 'boolean', labels: both('完成', 'Done') },
        { name: 'share', type: 'share', computed: true, labels: both('占比', 'Share') },
      ],
      may,
    },
  ],
  enumerations: [
    {
      enumeration: 'stage',
      labels: both('阶段', 'Stage'),
      values: [
        { code: 'lead', labels: both('线索', 'Lead') },
        { code: 'signed', labels: both('签约', 'Signed') },
      ],
    },
  ],
}

export const book = makeBook(schema)
export const project = schema.entities[1]!
