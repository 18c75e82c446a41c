/** Questions that are kept: opened with the rights of whoever opens them. */
import { client, take } from './client'

export const fetchSaved = () => take(client.GET('/api/v1/saved', { params: { query: {} } }))

export const runSaved = (code: string, cursor?: string) =>
  take(client.GET('/api/v1/saved/{code}/run', { params: { path: { code }, query: { cursor } } }))
