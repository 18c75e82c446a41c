/** Decision models, asked of all records. */
import { client, take } from './client'
import type { Comparison, ComparisonInput, Sweep, SweepInput } from './types'

export const sweepDecision = (code: string, body: SweepInput): Promise<Sweep> =>
  take(client.POST('/api/v1/decisions/{code}/sweep', { params: { path: { code } }, body }))

export const compareDecisions = (code: string, body: ComparisonInput): Promise<Comparison> =>
  take(client.POST('/api/v1/decisions/{code}/compare', { params: { path: { code } }, body }))
