import type { SearchHit } from '@/api'

/** A snippet around what was found; its places count code points. */
export function marked({ snippet, from, to }: Pick<SearchHit, 'snippet' | 'from' | 'to'>) {
  const points = Array.from(snippet)
  const part = (first: number, end?: number) => points.slice(first, end).join('')
  return { before: part(0, from), found: part(from, to), after: part(to) }
}
