import type { ActivityEntry } from '@/api'

/** Both lists as one, each entry once, newest first; what was read last wins. */
export function mergeEntries(known: ActivityEntry[], read: ActivityEntry[]): ActivityEntry[] {
  const bySequence = new Map<number, ActivityEntry>()
  for (const entry of [...known, ...read]) bySequence.set(entry.sequence, entry)
  return [...bySequence.values()].sort((a, b) => b.sequence - a.sequence)
}
