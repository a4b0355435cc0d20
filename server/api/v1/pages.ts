import type { Slice, SliceRequest } from '../../domain/page.ts'

/** Pages count from 1. */
export function sliceOf({ page, per_page }: { page: number; per_page: number }): SliceRequest {
  return { limit: per_page, offset: (page - 1) * per_page }
}

export function pageOf<T, Wire>({ items, total }: Slice<T>, encode: (item: T) => Wire) {
  return { items: items.map(encode), total }
}
