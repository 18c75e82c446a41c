/** What a role may do, entity by entity, as the matrix shows it. */
import type { Grant, GrantedRole } from '@/api'

export const actions = ['read', 'create', 'edit', 'delete', 'approve', 'export', 'admin'] as const
export type Action = (typeof actions)[number]

export const covers = (grant: Grant, entity: string) =>
  grant.entities.includes('*') || grant.entities.includes(entity)

/** The grants of a role that give an action on an entity; those of no rows left out. */
export const grantsFor = (role: GrantedRole, entity: string, action: Action): Grant[] =>
  role.grants.filter(
    (grant) => grant.scope !== 'none' && grant.actions.includes(action) && covers(grant, entity),
  )

/** Their scopes, widest first, each once; a condition or single fields narrow one. */
export interface Cell {
  scope: Grant['scope']
  narrowed: boolean
}
const widths: Grant['scope'][] = ['all', 'region', 'park', 'own']
export function cellOf(role: GrantedRole, entity: string, action: Action): Cell[] {
  const grants = grantsFor(role, entity, action)
  return widths.flatMap((scope) => {
    const here = grants.filter((grant) => grant.scope === scope)
    if (!here.length) return []
    return [{ scope, narrowed: here.every((grant) => grant.when || grant.fields.length > 0) }]
  })
}

/** The classes of fields that a role may read of an entity, least sensitive first. */
export function classesOf(role: GrantedRole, entity: string): Grant['classes'] {
  const read = grantsFor(role, entity, 'read').flatMap((grant) => grant.classes)
  return (['public', 'internal', 'confidential', 'personal'] as const).filter((each) =>
    read.includes(each),
  )
}
