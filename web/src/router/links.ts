import type { RouteLocationRaw } from 'vue-router'
import type { Drill } from '@/api'

/** The list that shows the records a number came from. */
export function drillLink(drill: Drill | undefined): RouteLocationRaw | undefined {
  if (!drill) return undefined
  const query = drill.where.length ? { where: JSON.stringify(drill.where) } : {}
  return { name: 'list', params: { entity: drill.entity }, query }
}

export const recordLink = (entity: string, id: number): RouteLocationRaw => ({
  name: 'record',
  params: { entity, id },
})
