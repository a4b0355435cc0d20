/** What every resource answers, from its domain object and the way that is written on the wire. */
import type { Page } from '../domain/page.ts'
import { etagOf } from './etag.ts'

interface Resource {
  readonly id: string
  /** Absent where it never changes. */
  readonly version?: number
}

/** @param collection path of the collection, under which each object lies by its id */
export function answersOf<T extends Resource, Wire>(collection: string, encode: (item: T) => Wire) {
  return {
    page: ({ items, nextCursor }: Page<T>) =>
      ({
        status: 200,
        body: { data: items.map(encode), next_cursor: nextCursor, has_more: nextCursor !== null },
      }) as const,

    found: (item: T) => ({ status: 200, headers: { etag: etagOf(item) }, body: encode(item) }) as const,

    created: (item: T) =>
      ({
        status: 201,
        headers: { location: `${collection}/${item.id}`, etag: etagOf(item) },
        body: encode(item),
      }) as const,
  }
}

export const deleted = { status: 204 } as const
