/** One's own account, those of others for administrators, and the audit log. */
import { client, take } from './client'
import type { DelegationInput, MembershipInput, TokenInput } from './types'

export const fetchOwnAccount = () => take(client.GET('/api/v1/account'))
export const changePassword = (old_password: string, password: string) =>
  take(client.POST('/api/v1/account/password', { body: { old_password, password } }))

export const fetchSessions = () => take(client.GET('/api/v1/account/sessions'))
export const endSession = (id: number) =>
  take(client.DELETE('/api/v1/account/sessions/{id}', { params: { path: { id } } }))

export const beginCodes = () => take(client.POST('/api/v1/account/totp'))
export const finishCodes = (code: string) =>
  take(client.POST('/api/v1/account/totp/confirm', { body: { code } }))
export const removeCodes = () => take(client.DELETE('/api/v1/account/totp'))

export const fetchTokens = () => take(client.GET('/api/v1/account/tokens'))
export const createToken = (body: TokenInput) =>
  take(client.POST('/api/v1/account/tokens', { body }))
export const revokeToken = (id: number) =>
  take(client.DELETE('/api/v1/account/tokens/{id}', { params: { path: { id } } }))

export const delegate = (body: DelegationInput) =>
  take(client.POST('/api/v1/account/delegations', { body }))
export const endDelegation = (id: number) =>
  take(client.DELETE('/api/v1/account/delegations/{id}', { params: { path: { id } } }))

export const fetchAccounts = (search: string, after?: string) =>
  take(client.GET('/api/v1/accounts', { params: { query: { search, after } } }))
export const createAccount = (name: string, display_name: string) =>
  take(client.POST('/api/v1/accounts', { body: { name, display_name } }))
const named = (name: string) => ({ params: { path: { name } } })
export const disableAccount = (name: string) =>
  take(client.POST('/api/v1/accounts/{name}/disable', named(name)))
export const enableAccount = (name: string) =>
  take(client.POST('/api/v1/accounts/{name}/enable', named(name)))
export const resetPassword = (name: string) =>
  take(client.POST('/api/v1/accounts/{name}/reset', named(name)))
export const resetCodes = (name: string) =>
  take(client.DELETE('/api/v1/accounts/{name}/totp', named(name)))

export const giveMembership = (name: string, body: MembershipInput) =>
  take(client.POST('/api/v1/accounts/{name}/memberships', { ...named(name), body }))
export const takeMembership = (name: string, id: number) =>
  take(
    client.DELETE('/api/v1/accounts/{name}/memberships/{id}', { params: { path: { name, id } } }),
  )
export const endSessionsOf = (name: string) =>
  take(client.DELETE('/api/v1/accounts/{name}/sessions', named(name)))

export interface AuditAsked {
  account?: string
  act?: string
  outcome?: string
  before?: number
}
export const fetchAudit = (query: AuditAsked) =>
  take(client.GET('/api/v1/audit', { params: { query } }))
