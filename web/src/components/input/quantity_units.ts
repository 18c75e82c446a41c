import { readDecimal, shift } from '@/format'

/** Units a quantity can be typed in, the ledger's own last. */
const units: Record<string, string[]> = {
  money: ['yi', 'wan', 'yuan'],
  area: ['mu', 'm2'],
  share: ['percent'],
}
const places: Record<string, number> = { yi: 8, wan: 4, yuan: 0, percent: -2, m2: 0 }
const m2Places = 2

export const unitsOf = (type: string): string[] => units[type] ?? ['']

export function usualUnit(type: string, value: unknown): string {
  if (type === 'money') return Math.abs(Number(value ?? 0)) >= 1e8 ? 'yi' : 'wan'
  return unitsOf(type)[0] ?? ''
}

const round = (text: string, decimals: number) =>
  readDecimal(Number(text).toFixed(decimals)) ?? text

/** Typed text in a unit → the ledger's value as decimal text. */
export function fromUnit(text: string, unit: string): string {
  if (unit === 'mu') return round(String((Number(text) * 10000) / 15), m2Places)
  return shift(text, places[unit] ?? 0)
}

/** The ledger's value → what is shown in a unit. */
export function toUnit(text: string, unit: string): string {
  if (unit === 'mu') return round(String((Number(text) * 15) / 10000), 4)
  return shift(text, -(places[unit] ?? 0))
}
