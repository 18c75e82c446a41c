import type { FieldType, Operator } from '@/api'

const text: Operator[] = ['contains', 'eq', 'ne', 'null']
const ordered: Operator[] = ['eq', 'ge', 'le', 'gt', 'lt', 'between', 'ne', 'null']
const shape: Operator[] = ['null']

const byType: Record<FieldType, Operator[]> = {
  text,
  long_text: ['contains', 'null'],
  url: text,
  integer: ordered,
  decimal: ordered,
  money: ['ge', 'le', 'gt', 'lt', 'between', 'eq', 'ne', 'null'],
  area: ['ge', 'le', 'gt', 'lt', 'between', 'eq', 'ne', 'null'],
  share: ['ge', 'le', 'gt', 'lt', 'between', 'eq', 'ne', 'null'],
  boolean: ['eq', 'null'],
  date: ['between', 'ge', 'le', 'eq', 'null'],
  month: ['between', 'ge', 'le', 'eq', 'null'],
  instant: ['ge', 'le', 'null'],
  reference: ['eq', 'in', 'ne', 'null'],
  enumeration: ['in', 'eq', 'ne', 'null'],
  list: ['contains', 'null'],
  point: shape,
  polygon: shape,
}

export const operatorsOf = (type: FieldType) => byType[type] ?? text

/** The value a condition starts with when its operator is picked. */
export function firstValue(operator: Operator): unknown {
  if (operator === 'null') return true
  if (operator === 'between') return [null, null]
  return operator === 'in' ? [] : null
}

const isBlank = (value: unknown) => value === null || value === undefined || value === ''

/** Whether a condition says enough to be asked. */
export function isComplete(operator: Operator, value: unknown): boolean {
  if (operator === 'between')
    return Array.isArray(value) && value.length === 2 && !value.some(isBlank)
  if (operator === 'in') return Array.isArray(value) && value.length > 0
  return !isBlank(value)
}
