import type { Field } from '@/api'
import type { Book } from './book'
import { useLabels } from './use_book'
import { useShown } from './use_shown'

/** Field names and exact values of one entity as text; a field of former times by its own name. */
export function useFieldText(book: () => Book, entity: () => string) {
  const show = useShown()
  const label = useLabels()
  const fieldOf = (name: string): Field =>
    book().field(entity(), name) ?? { name, type: 'text', labels: { zh: name, en: name } }
  const nameOf = (name: string) => label(fieldOf(name).labels, name)
  function textOf(name: string, value: unknown) {
    const shown = show(book(), fieldOf(name), value)
    return shown.exact ?? shown.text
  }
  return { nameOf, textOf }
}
