/** Files in and out: exports are saved by the browser, imports are sent as they are. */
import { writeHeaders } from './client'
import { ApiError, problemOf } from './problem'
import { listParams, type ListQuery } from './records'
import type { ImportReport } from './types'

async function ask(url: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(url, { credentials: 'same-origin', ...init }).catch(() => {
    throw new ApiError(0, problemOf(0, null))
  })
  if (answer.ok) return answer
  throw new ApiError(answer.status, problemOf(answer.status, await answer.json().catch(() => null)))
}

function search(values: Record<string, string | number | boolean | undefined>) {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '') params.set(name, String(value))
  return params.toString()
}

export type ExportFormat = 'xlsx' | 'csv' | 'geojson' | 'gpkg'

export async function saveExport(entity: string, format: ExportFormat, query: ListQuery) {
  const { where, filter, q, sort, as_of } = listParams(query)
  await save(
    await ask(`/api/v1/${entity}/export?${search({ format, where, filter, q, sort, as_of })}`),
    `${entity}.${format}`,
  )
}

/** The ledger's checkpoint as a text to keep, signed when the server has a key. */
export const saveCheckpoint = async () =>
  save(await ask('/api/v1/checkpoint'), 'agglo-checkpoint.txt')

async function save(answer: Response, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = fileName(answer.headers.get('Content-Disposition')) ?? name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

export function fileName(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1]
}

export interface ImportOptions {
  entity: string
  dryRun: boolean
  skipWrong?: boolean
  reason?: string
}

export async function sendImport(file: File, options: ImportOptions, intent?: string) {
  const query = search({
    entity: options.entity,
    format: file.name.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx',
    dry_run: options.dryRun,
    skip_wrong: options.skipWrong || undefined,
    filename: file.name,
    reason: options.reason,
  })
  const headers = { ...writeHeaders(intent), 'Content-Type': 'application/octet-stream' }
  const answer = await ask(`/api/v1/imports?${query}`, { method: 'POST', headers, body: file })
  return (await answer.json()) as ImportReport
}
