import { client, take } from './client'

/** Records of all entities, or of one, by their texts, pinyin or its initials. */
export const fetchSearch = (q: string, limit: number, asOf?: string, signal?: AbortSignal) =>
  take(
    client.GET('/api/v1/search', {
      params: { query: { q, limit, as_of: asOf || undefined } },
      signal,
    }),
  )
