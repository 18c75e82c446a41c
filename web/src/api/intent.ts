/** A fresh Idempotency-Key; browsers give `randomUUID` only to secure contexts. */
export function newIntent(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Keeps one key for as long as the same thing is meant: a repeated press repeats nothing. */
export function makeIntent() {
  let meant = ''
  let key = ''
  return (what: unknown) => {
    const text = JSON.stringify(what)
    if (text !== meant || !key) {
      meant = text
      key = newIntent()
    }
    return key
  }
}
