/** What is compared, as it stands in the address, so that a link reproduces the comparison. */
import type { Condition } from '@/api'
import { readAsOf } from '@/router/as_of'
import { readWhere, type AddressQuery } from '@/views/list/state'

export interface DifferenceState {
  /** Sequence or instant; '' until one is picked. */
  from: string
  /** '' is now. */
  to: string
  where: Condition[]
  /** FEEL. */
  filter?: string
  q: string
  /** The last record of the page before; 0 on the first. */
  after: number
}

export function readState(query: Record<string, unknown>): DifferenceState {
  const after = Number(query.after)
  const filter = typeof query.filter === 'string' ? query.filter : ''
  return {
    from: readAsOf(query.from),
    to: readAsOf(query.to),
    where: readWhere(query.where),
    ...(filter && { filter }),
    q: typeof query.q === 'string' ? query.q : '',
    after: Number.isSafeInteger(after) && after > 0 ? after : 0,
  }
}

export function writeState(state: DifferenceState): AddressQuery {
  const query: AddressQuery = {}
  if (state.from) query.from = state.from
  if (state.to) query.to = state.to
  if (state.where.length) query.where = JSON.stringify(state.where)
  if (state.filter) query.filter = state.filter
  if (state.q) query.q = state.q
  if (state.after) query.after = String(state.after)
  return query
}
