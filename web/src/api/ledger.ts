/** Reads about the ledger as a whole. */
import { client, take } from './client'
import { wholeSchema } from './schema_shape'

export const fetchSchema = async (asOf?: string) =>
  wholeSchema(await take(client.GET('/api/v1/schema', { params: { query: { as_of: asOf } } })))
export const fetchOverview = () => take(client.GET('/api/v1/overview'))
export const fetchFigures = () => take(client.GET('/api/v1/figures'))
export const fetchJournal = () => take(client.GET('/api/v1/journal'))

export const fetchActivity = (limit: number, before?: number) =>
  take(client.GET('/api/v1/activity', { params: { query: { limit, before } } }))

/** When an entry was recorded; undefined when the viewer may see nothing of it. */
export async function fetchRecordedAt(sequence: number): Promise<string | undefined> {
  const { items } = await fetchActivity(1, sequence + 1)
  return items.find((entry) => entry.sequence === sequence)?.recorded_at
}
