/**
 * The schema with every key in place: absent lists are empty, and the fields every entity has
 * (source, citation, published, synthetic) stand apart from those an entity declares.
 */
import type { Entity, Enumeration, Field, Schema } from './types'

const reserved = ['id', 'version', 'source', 'citation', 'published', 'synthetic']

function wholeField(field: Field): Field {
  return { ...field, labels: field.labels ?? { zh: field.name, en: field.name } }
}

const mayNothing = {
  read: false,
  create: false,
  edit: false,
  delete: false,
  approve: false,
  export: false,
  admin: false,
}

function wholeEntity(entity: Entity): Entity {
  const fields = (entity.fields ?? []).filter((field) => !reserved.includes(field.name))
  const title = entity.title || entity.code || fields[0]?.name || 'id'
  return {
    ...entity,
    title,
    list: entity.list?.length ? entity.list : [title],
    field_groups: entity.field_groups ?? [],
    fields: fields.map(wholeField),
    may: entity.may ?? mayNothing,
  }
}

const wholeEnumeration = (each: Enumeration): Enumeration => ({
  ...each,
  values: each.values ?? [],
})

export const wholeSchema = (schema: Schema): Schema => ({
  ...schema,
  groups: schema.groups ?? [],
  units: schema.units ?? [],
  entities: (schema.entities ?? []).map(wholeEntity),
  enumerations: (schema.enumerations ?? []).map(wholeEnumeration),
})
