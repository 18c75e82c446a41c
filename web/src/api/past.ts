/** The ledger between points: what differs, and bringing a record back to what it was. */
import { client, take } from './client'
import { listParams } from './records'
import type { Condition } from './types'

/** Points are journal sequences or instants; an empty `to` is now. */
export interface DifferenceQuery {
  from: string
  to: string
  where: Condition[]
  /** FEEL. */
  filter?: string
  q: string
  after: number
}

export function fetchDifference(entity: string, asked: DifferenceQuery, signal?: AbortSignal) {
  const { where, filter, q } = listParams(asked)
  const points = { from: asked.from, to: asked.to || undefined }
  const query = { ...points, where, filter, q, after: asked.after || undefined }
  return take(
    client.GET('/api/v1/{entity}/difference', { params: { path: { entity }, query }, signal }),
  )
}

export interface Restoration {
  /** The sequence whose values come back. */
  as_of: number
  /** Only these fields; all when left out. */
  fields?: string[]
  reason: string
}

/** An ordinary change: `fields`, or all, are again what they were. */
export const restoreFrom = (
  entity: string,
  at: { id: number; version: number },
  body: Restoration,
  intent: string,
) =>
  take(
    client.POST('/api/v1/{entity}/{id}/restore', {
      params: {
        path: { entity, id: at.id },
        header: { 'If-Match': `"${at.version}"`, 'Idempotency-Key': intent },
      },
      body,
    }),
  )
