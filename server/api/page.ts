import type { Page } from '../domain/page.ts'

/** A list's envelope, the same for every resource. */
export function pageOf<T, Wire>({ items, nextCursor }: Page<T>, encode: (item: T) => Wire) {
  return { data: items.map(encode), next_cursor: nextCursor, has_more: nextCursor !== null }
}

/** An optional date-time of a query. RFC 3339 has leap seconds, which JavaScript's dates do not: the second before stands in. */
export function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text.replace(/:60(?=[.Zz+-])/, ':59'))
}
