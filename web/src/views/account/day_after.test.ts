import { expect, it } from 'vitest'
import { dayAfter } from './day_after'

it('counts days on the clock of Shanghai', () => {
  const evening = Date.parse('2026-02-27T16:30:00Z') // half past midnight on the 28th there
  expect(dayAfter(0, evening)).toBe('2026-02-28')
  expect(dayAfter(1, evening)).toBe('2026-03-01')
  expect(dayAfter(0, evening - 3_600_000)).toBe('2026-02-27')
})
