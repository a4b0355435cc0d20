/** What the queries of lists have in common. */

/** The page that is asked for, and in which order. */
export function pageRequestOf<Sort>({ limit, cursor, sort }: { limit: number; cursor?: string; sort: Sort }) {
  return { limit, cursor: cursor ?? null, sort }
}

export function createdPeriodOf(query: { created_at_from?: string; created_at_before?: string }) {
  return { createdFrom: instantOf(query.created_at_from), createdBefore: instantOf(query.created_at_before) }
}

/** RFC 3339 has leap seconds, which JavaScript's dates do not: the second before stands in. */
export function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text.replace(/:60(?=[.Zz+-])/, ':59'))
}
