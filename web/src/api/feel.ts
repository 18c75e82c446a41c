import { client, take } from './client'

/** What an editor wants to know of a FEEL text over an entity's records; positions in UTF-16 units. */
export const checkFeel = (entity: string, text: string, position: number, signal?: AbortSignal) =>
  take(client.POST('/api/v1/feel/check', { body: { entity, text, position }, signal }))
