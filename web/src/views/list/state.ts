/** The state of a list as it stands in the address, so that a link reproduces the view. */
import type { Condition, Entity, Operator } from '@/api'
import { readAsOf } from '@/router/as_of'

export interface ListState {
  where: Condition[]
  /** FEEL. */
  filter: string
  q: string
  sort: string[]
  columns: string[]
  limit: number
  page: number
  cursor: string
  /** The point of the ledger shown; '' is now. */
  asOf: string
}

export type AddressQuery = Record<string, string>
type ReadQuery = Record<string, unknown>

export const limits = [20, 50, 100, 200]
const limitFirst = 50
const operators: Operator[] = [
  'eq',
  'ne',
  'in',
  'lt',
  'le',
  'gt',
  'ge',
  'between',
  'contains',
  'null',
]

function isCondition(value: unknown): value is Condition {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    typeof value[0] === 'string' &&
    operators.includes(value[1])
  )
}

/** Conditions of an address; what cannot be read is left out rather than asked of the server. */
export function readWhere(text: unknown): Condition[] {
  if (typeof text !== 'string' || !text) return []
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter(isCondition) : []
  } catch {
    return []
  }
}

const names = (text: unknown) => (typeof text === 'string' ? text.split(',').filter(Boolean) : [])

export function readState(query: ReadQuery): ListState {
  const limit = Number(query.limit)
  const page = Math.floor(Number(query.page))
  const cursor = typeof query.cursor === 'string' ? query.cursor : ''
  return {
    where: readWhere(query.where),
    filter: typeof query.filter === 'string' ? query.filter : '',
    q: typeof query.q === 'string' ? query.q : '',
    sort: names(query.sort),
    columns: names(query.columns),
    limit: limits.includes(limit) ? limit : limitFirst,
    page: cursor && page > 1 ? page : 1,
    cursor,
    asOf: readAsOf(query.as_of),
  }
}

export function writeState(state: ListState): AddressQuery {
  const query: AddressQuery = {}
  if (state.where.length) query.where = JSON.stringify(state.where)
  if (state.filter) query.filter = state.filter
  if (state.q) query.q = state.q
  if (state.sort.length) query.sort = state.sort.join(',')
  if (state.columns.length) query.columns = state.columns.join(',')
  if (state.limit !== limitFirst) query.limit = String(state.limit)
  if (state.cursor) {
    query.page = String(state.page)
    query.cursor = state.cursor
  }
  if (state.asOf) query.as_of = state.asOf
  return query
}

/** The next order of a header: none → rising → falling → none. */
export function turnSort(sort: string[], field: string): string[] {
  if (sort[0] === field) return [`-${field}`]
  return sort[0] === `-${field}` ? [] : [field]
}

/** Columns shown after the title: those chosen, else those the schema lists first. */
export function shownColumns(entity: Entity, chosen: string[]): string[] {
  const known = new Set(entity.fields.map((field) => field.name))
  const names = chosen.length ? chosen : entity.list
  return names.filter((name) => name !== entity.title && (known.has(name) || chosen.includes(name)))
}
