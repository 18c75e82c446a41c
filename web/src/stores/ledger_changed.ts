import type { QueryClient } from '@tanstack/vue-query'

const lasting = ['schema', 'past']

/** After a write that may reach far: what is shown is read again, the rest when next shown. */
export const ledgerChanged = (queries: QueryClient) =>
  queries.invalidateQueries({ predicate: ({ queryKey }) => !lasting.includes(String(queryKey[0])) })
