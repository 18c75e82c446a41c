import type { Entity, Field, Labels } from '@/api'

export interface FieldSection {
  name: string
  labels: Labels
  fields: Field[]
}

/** An entity's fields under its field groups, in the schema's order; none is lost. */
export function fieldSections(entity: Entity, fields: Field[]): FieldSection[] {
  const groups = entity.field_groups.length
    ? entity.field_groups
    : [{ name: '', labels: entity.labels }]
  const known = new Set(groups.map((group) => group.name))
  const first = groups[0]?.name ?? ''
  const groupOf = (field: Field) => (field.group && known.has(field.group) ? field.group : first)
  return groups
    .map((group) => ({ ...group, fields: fields.filter((field) => groupOf(field) === group.name) }))
    .filter((section) => section.fields.length)
}
