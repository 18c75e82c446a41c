import { client, setCsrf, take } from './client'
import type { Session } from './types'

export async function fetchSession(): Promise<Session> {
  const session = await take(client.GET('/api/v1/session'))
  setCsrf(session.csrf ?? '')
  return session
}

export const signIn = (name: string, password: string, code?: string) =>
  take(client.POST('/api/v1/session', { body: { name, password, ...(code ? { code } : {}) } }))

/** Shows again who sits here; dangerous acts are open for ten minutes then. */
export const confirmSession = (password: string, code?: string) =>
  take(client.POST('/api/v1/session/confirm', { body: { password, ...(code ? { code } : {}) } }))

export const signInDemo = (role: string) =>
  take(client.POST('/api/v1/session/demo', { body: { role } }))

export const signInByLink = (body: {
  token: string
  name: string
  display_name: string
  password: string
}) => take(client.POST('/api/v1/session/link', { body }))

export const signOut = () => take(client.DELETE('/api/v1/session'))
