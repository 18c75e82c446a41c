/** Where a saved query opens: a list that an address can say on its list page, else on its own. */
import type { RouteLocationRaw } from 'vue-router'
import type { SavedQuery } from '@/api'
import { writeState, readState } from '@/views/list/state'

const sayable = new Set(['where', 'q', 'sort'])

/** Keys of an answer's row that are no outputs. */
export const beside = new Set(['top', 'drill'])

export function savedLink(saved: SavedQuery): RouteLocationRaw {
  const { where = [], q = '', sort = [] } = saved.body as Record<string, never>
  const plain = Object.keys(saved.body).every((name) => sayable.has(name))
  const texts = (sort as unknown[]).every((key) => typeof key === 'string')
  if (saved.kind === 'group' || !plain || !texts)
    return { name: 'saved-answer', params: { code: saved.code } }
  const state = { ...readState({}), where, q, sort }
  return { name: 'list', params: { entity: saved.entity }, query: writeState(state) }
}

/** A code for a name that has none: short and unlike others. */
export const freshCode = () =>
  `q-${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`
