/** Points of the ledger as a person picks them, on the clock of its place (Asia/Shanghai). */
import { isInstant } from '@/format'

export const quickPoints = ['yesterday', 'last_week', 'month', 'last_month'] as const
export type QuickPoint = (typeof quickPoints)[number]
/** `now` stands for an absent point. */
export type PointChoice = 'now' | QuickPoint | 'instant' | 'sequence'

/** Asia/Shanghai is UTC+8 all year. */
const zoneMs = 8 * 3_600_000
const textOf = (utcMs: number) => new Date(utcMs).toISOString().slice(0, 19)

/** An instant on the wall clock, `2024-01-31T12:00:00`, as a date picker takes it; '' for none. */
export const wallOf = (instant: string): string =>
  isInstant(instant) ? textOf(Date.parse(instant) + zoneMs) : ''

export const instantOf = (wall: string): string => `${textOf(Date.parse(`${wall}Z`) - zoneMs)}Z`

/** When yesterday, last week (Monday), this month or last month began. */
export function quickPoint(name: QuickPoint, now: Date): string {
  const wall = new Date(now.getTime() + zoneMs)
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()]
  const sinceMonday = (wall.getUTCDay() + 6) % 7
  const began = {
    yesterday: Date.UTC(year, month, day - 1),
    last_week: Date.UTC(year, month, day - sinceMonday - 7),
    month: Date.UTC(year, month, 1),
    last_month: Date.UTC(year, month - 1, 1),
  }
  return instantOf(textOf(began[name]))
}

export const isSequence = (point: string) => /^\d{1,15}$/.test(point)

/** What a point of an address was picked as. */
export function choiceOf(point: string, now: Date): PointChoice {
  if (!point) return 'now'
  if (isSequence(point)) return 'sequence'
  const same = (name: QuickPoint) => Date.parse(quickPoint(name, now)) === Date.parse(point)
  return quickPoints.find(same) ?? 'instant'
}
