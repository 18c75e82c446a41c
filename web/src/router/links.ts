import type { LocationQueryRaw, RouteLocationNormalized, RouteLocationRaw } from 'vue-router'
import type { Drill } from '@/api'

/** What an address carries to stay at a point of the ledger; nothing for now. */
const at = (asOf: string | undefined) => (asOf ? { as_of: asOf } : {})

/** The list that shows the records a number came from. */
export function drillLink(drill: Drill | undefined, asOf?: string): RouteLocationRaw | undefined {
  if (!drill) return undefined
  const where = drill.where.length ? { where: JSON.stringify(drill.where) } : {}
  return { name: 'list', params: { entity: drill.entity }, query: { ...where, ...at(asOf) } }
}

export const recordLink = (entity: string, id: number, asOf?: string): RouteLocationRaw => ({
  name: 'record',
  params: { entity, id },
  query: at(asOf),
})

/** The same page as the ledger is now; a cursor belongs to its own point. */
export function presentLink({ path, query }: RouteLocationNormalized): RouteLocationRaw {
  const bound = ['as_of', 'cursor', 'page']
  const kept = Object.entries(query).filter(([name]) => !bound.includes(name))
  return { path, query: Object.fromEntries(kept) }
}

/** What differs between two points: `{from, to?, where?, filter?, q?}`. */
export const differenceLink = (entity: string, query: LocationQueryRaw): RouteLocationRaw => ({
  name: 'difference',
  params: { entity },
  query,
})
