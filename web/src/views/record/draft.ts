/** What is being edited: the record's fields as they were, and as the editor has them now. */
import type { Entity, Field, Values } from '@/api'
import { asReference, isMissing } from '@/schema'

/** Fields a person may type: everything declared that is neither computed nor, for this viewer, fixed. */
export const editableFields = (entity: Entity, fixed: string[] = []): Field[] =>
  entity.fields.filter((field) => !field.computed && !field.fixed && !fixed.includes(field.name))

/** A value in the form writes take it: references by id, nothing as null. */
export function toInput(value: unknown): unknown {
  if (isMissing(value)) return null
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null && 'id' in value)
    return asReference(value)?.id ?? null
  return typeof value === 'string' ? value.trim() : value
}

export const sameValue = (a: unknown, b: unknown) =>
  JSON.stringify(toInput(a)) === JSON.stringify(toInput(b))

/** Only what differs from the base: the body of a PATCH. */
export function changedFields(base: Values, draft: Values): Values {
  const changed: Values = {}
  for (const [name, value] of Object.entries(draft))
    if (!sameValue(base[name], value)) changed[name] = toInput(value)
  return changed
}
