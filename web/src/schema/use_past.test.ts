import { expect, it } from 'vitest'
import { schema } from '@/testing/book'
import { readOnly } from './use_past'

it('lets nobody write the past, and whoever may export it export it', () => {
  const entities = readOnly(schema).entities
  expect(entities).toHaveLength(schema.entities.length)
  for (const { may } of entities)
    expect(may).toMatchObject({ create: false, edit: false, delete: false, export: true })
  expect(schema.entities[0]?.may.edit).toBe(true)
})
