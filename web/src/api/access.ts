/** Roles, and what one may do with a record and why. */
import { client, take } from './client'

export const fetchRoles = () => take(client.GET('/api/v1/access/roles'))

export const fetchRecordAccess = (entity: string, id: number) =>
  take(client.GET('/api/v1/{entity}/{id}/access', { params: { path: { entity, id }, query: {} } }))
