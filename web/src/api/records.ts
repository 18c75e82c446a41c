import { client, take } from './client'
import type { Condition, Values } from './types'

export interface ListQuery {
  where: Condition[]
  /** FEEL. */
  filter?: string
  q?: string
  sort?: string[]
  limit?: number
  cursor?: string
  fields?: string[]
  /** A point of the ledger (sequence or instant); now when left out. */
  asOf?: string
}

/** The query string the list and the export share. */
export function listParams(query: ListQuery) {
  const { where, filter, q, sort, limit, cursor, fields, asOf } = query
  return {
    where: where.length ? JSON.stringify(where) : undefined,
    filter: filter || undefined,
    q: q || undefined,
    sort: sort?.length ? sort.join(',') : undefined,
    fields: fields?.length ? fields.join(',') : undefined,
    limit,
    cursor,
    as_of: asOf || undefined,
  }
}

export const fetchRecords = (entity: string, query: ListQuery, signal?: AbortSignal) =>
  take(
    client.GET('/api/v1/{entity}', {
      params: { path: { entity }, query: listParams(query) },
      signal,
    }),
  )

/** The records that the filter cannot be decided for, and the facts they lack. */
export const fetchUnknown = (
  entity: string,
  { where, filter, q, asOf }: ListQuery,
  cursor: string,
  signal?: AbortSignal,
) =>
  take(
    client.GET('/api/v1/{entity}/unknown', {
      params: {
        path: { entity },
        query: {
          ...listParams({ where, q, asOf, limit: 20, cursor: cursor || undefined }),
          filter: filter ?? '',
        },
      },
      signal,
    }),
  )

const one = (entity: string, id: number) => ({ path: { entity, id } })
const oneAt = (entity: string, id: number, asOf?: string) => ({
  ...one(entity, id),
  query: { as_of: asOf || undefined },
})
const matching = (version: number, intent: string) => ({
  'If-Match': `"${version}"`,
  'Idempotency-Key': intent,
})

export const fetchRecord = (entity: string, id: number, asOf?: string) =>
  take(client.GET('/api/v1/{entity}/{id}', { params: oneAt(entity, id, asOf) }))

export const fetchHistory = (entity: string, id: number, asOf?: string) =>
  take(client.GET('/api/v1/{entity}/{id}/history', { params: oneAt(entity, id, asOf) }))

export const fetchRelated = (entity: string, id: number, asOf?: string) =>
  take(client.GET('/api/v1/{entity}/{id}/related', { params: oneAt(entity, id, asOf) }))

export interface Edit {
  fields: Values
  reason?: string
}

export const createRecord = (entity: string, body: Edit, intent: string) =>
  take(
    client.POST('/api/v1/{entity}', {
      params: { path: { entity }, header: { 'Idempotency-Key': intent } },
      body,
    }),
  )

export const updateRecord = (
  entity: string,
  at: { id: number; version: number },
  body: Edit,
  intent: string,
) =>
  take(
    client.PATCH('/api/v1/{entity}/{id}', {
      params: { ...one(entity, at.id), header: matching(at.version, intent) },
      body,
    }),
  )

export const deleteRecord = (
  entity: string,
  at: { id: number; version: number },
  reason: string,
  intent: string,
) =>
  take(
    client.DELETE('/api/v1/{entity}/{id}', {
      params: {
        ...one(entity, at.id),
        query: { reason: reason || undefined },
        header: matching(at.version, intent),
      },
    }),
  )

export const restoreRecord = (entity: string, id: number, reason: string, intent: string) =>
  take(
    client.POST('/api/v1/{entity}/{id}/restore', {
      params: { ...one(entity, id), header: { 'Idempotency-Key': intent } },
      body: { reason: reason || undefined },
    }),
  )
