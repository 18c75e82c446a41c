/** Reads about the ledger as a whole. */
import { client, take } from './client'
import { wholeSchema } from './schema_shape'

export const fetchSchema = async () => wholeSchema(await take(client.GET('/api/v1/schema')))
export const fetchOverview = () => take(client.GET('/api/v1/overview'))
export const fetchFigures = () => take(client.GET('/api/v1/figures'))
export const fetchJournal = () => take(client.GET('/api/v1/journal'))

export const fetchActivity = (limit: number, before?: number) =>
  take(client.GET('/api/v1/activity', { params: { query: { limit, before } } }))
