import createClient, { type Middleware } from 'openapi-fetch'
import type { paths } from './openapi'
import { ApiError, problemOf } from './problem'

let csrf = ''
let whenSignedOut = () => {}

export const setCsrf = (token: string) => (csrf = token)
/** Called when a read or write is refused because the session has ended. */
export const onSignedOut = (listener: () => void) => (whenSignedOut = listener)

export function writeHeaders(intent?: string): Record<string, string> {
  const headers: Record<string, string> = { 'X-CSRF-Token': csrf }
  if (intent) headers['Idempotency-Key'] = intent
  return headers
}

/** Here 401 says that a password or code was wrong, not that the session has ended. */
const provesWho = /\/api\/v1\/(session|account\/(password|totp))/

const guard: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-CSRF-Token', csrf)
    return request
  },
  onResponse({ request, response }) {
    if (response.status === 401 && !provesWho.test(request.url)) whenSignedOut()
    return undefined
  },
}

export const client = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  fetch: (request) => fetch(request),
})
client.use(guard)

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** The data, or the problem thrown as an ApiError (status 0: the server was not reached). */
export async function take<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await asked
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, problemOf(0, null))
  }
  const { response, data, error } = answer
  if (!response.ok) throw new ApiError(response.status, problemOf(response.status, error))
  return data as T
}
