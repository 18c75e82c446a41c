/** Import batches, what undoing one would do, and undoing it. */
import { client, take } from './client'
import type { BatchRecord } from './types'

export const fetchBatches = (limit: number, before?: number) =>
  take(client.GET('/api/v1/imports', { params: { query: { limit, before } } }))

/** The dry run: nothing is written. `partly`: untouched fields of edited records go back too. */
export const tryUndo = (batch: number, partly: boolean) =>
  take(
    client.GET('/api/v1/imports/{batch}/undo', { params: { path: { batch }, query: { partly } } }),
  )

export interface UndoOrder {
  reason: string
  partly: boolean
  /** Only these; all when left out. */
  records?: BatchRecord[]
}

export const undoBatch = (batch: number, body: UndoOrder, intent: string) =>
  take(
    client.POST('/api/v1/imports/{batch}/undo', {
      params: { path: { batch }, header: { 'Idempotency-Key': intent } },
      body,
    }),
  )
