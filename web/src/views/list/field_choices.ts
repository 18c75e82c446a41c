import type { Entity, Field, Labels } from '@/api'
import { builtInFields, type Book } from '@/schema'

export interface FieldChoice {
  path: string
  labels: Labels
}
export interface FieldChoiceGroup {
  key: string
  labels: Labels
  fields: FieldChoice[]
}

const own = (field: Field): FieldChoice => ({ path: field.name, labels: field.labels })

/** The fields one can ask about: the entity's own by group, then those one reference away. */
export function fieldChoices(book: Book, entity: Entity): FieldChoiceGroup[] {
  const first = entity.field_groups[0]?.name
  const groups = entity.field_groups.map((group) => ({
    key: group.name,
    labels: group.labels,
    fields: entity.fields
      .filter((field) => !field.on_some_rows && (field.group ?? first) === group.name)
      .map(own),
  }))
  const origin = {
    key: 'origin',
    labels: { zh: '来源', en: 'Origin' },
    fields: builtInFields.map(own),
  }
  const linked = entity.fields
    .filter((field) => field.type === 'reference' && field.to)
    .map((field) => ({
      key: `${field.name}.`,
      labels: field.labels,
      fields: (book.entity(field.to ?? '')?.fields ?? [])
        .filter((next) => !next.on_some_rows && next.type !== 'point' && next.type !== 'polygon')
        .map((next) => ({
          path: `${field.name}.${next.name}`,
          labels: {
            zh: `${field.labels.zh} · ${next.labels.zh}`,
            en: `${field.labels.en} · ${next.labels.en}`,
          },
        })),
    }))
  return [...groups, origin, ...linked].filter((group) => group.fields.length)
}
