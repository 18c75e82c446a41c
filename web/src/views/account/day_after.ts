const DAY_MS = 86_400_000

/** The date so many days from now on the clock of the ledger's place, as `2026-05-01`. */
export function dayAfter(days: number, now = Date.now()): string {
  const shanghai = now + 8 * 3_600_000
  return new Date(shanghai + days * DAY_MS).toISOString().slice(0, 10)
}
