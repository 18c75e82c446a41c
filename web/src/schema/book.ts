/** The schema as the pages ask for it: by name, by path, in the reader's language. */
import type { Entity, Enumeration, Field, Labels, Schema } from '@/api'
import { builtInFields } from './built_in'

export interface FieldPath {
  /** The field at the end of the path. */
  field: Field
  /** Labels along the path: 行政区 · 代码. */
  labels: Labels
}

export interface Book {
  schema: Schema
  entity: (name: string) => Entity | undefined
  field: (entity: string, name: string) => Field | undefined
  path: (entity: string, path: string) => FieldPath | undefined
  enumeration: (name: string | undefined) => Enumeration | undefined
  valueLabels: (enumeration: string | undefined, code: string) => Labels | undefined
  unitLabels: (unit: string | undefined) => Labels | undefined
}

const byName = <T>(items: T[], name: (item: T) => string) =>
  new Map(items.map((item) => [name(item), item]))

export function makeBook(schema: Schema): Book {
  const entities = byName(schema.entities, (each) => each.entity)
  const enumerations = byName(schema.enumerations, (each) => each.enumeration)
  const units = byName(schema.units, (each) => each.name)
  const fields = new Map(
    schema.entities.map((each) => [
      each.entity,
      byName([...each.fields, ...builtInFields], (field) => field.name),
    ]),
  )
  const values = new Map(
    schema.enumerations.map((each) => [
      each.enumeration,
      byName(each.values, (value) => value.code),
    ]),
  )
  const field = (entity: string, name: string) => fields.get(entity)?.get(name)

  function path(entity: string, text: string): FieldPath | undefined {
    const steps: Field[] = []
    let at: string | undefined = entity
    for (const name of text.split('.')) {
      const step: Field | undefined = at ? field(at, name) : undefined
      if (!step) return undefined
      steps.push(step)
      at = step.type === 'reference' ? step.to : undefined
    }
    const last = steps.at(-1)
    if (!last) return undefined
    const join = (language: 'zh' | 'en') => steps.map((s) => s.labels[language]).join(' · ')
    return { field: last, labels: { zh: join('zh'), en: join('en') } }
  }

  return {
    schema,
    field,
    path,
    entity: (name) => entities.get(name),
    enumeration: (name) => (name ? enumerations.get(name) : undefined),
    valueLabels: (name, code) => (name ? values.get(name)?.get(code)?.labels : undefined),
    unitLabels: (name) => (name ? units.get(name)?.labels : undefined),
  }
}
