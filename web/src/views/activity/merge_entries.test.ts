import { expect, it } from 'vitest'
import type { ActivityEntry } from '@/api'
import { mergeEntries } from './merge_entries'

const entry = (sequence: number, actor = 'a'): ActivityEntry => ({
  sequence,
  actor,
  recorded_at: '2024-01-01T00:00:00Z',
  synthetic: false,
  entities: [],
  records: [],
})

it('keeps each entry once, newest first, as it was read last', () => {
  const merged = mergeEntries([entry(5), entry(3)], [entry(7), entry(5, 'b'), entry(1)])
  expect(merged.map((each) => each.sequence)).toEqual([7, 5, 3, 1])
  expect(merged[1]?.actor).toBe('b')
})
