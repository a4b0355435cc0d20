import type { Client } from './client.ts'
import { refuse, StockroomError } from './error.ts'
import type { Call } from './operation.ts'
import { operation } from './operation.ts'
import { run } from './policy.ts'
import type { Descriptor } from './request.ts'

/** A list that is read page by page as it is used. Nothing is asked for before that. */
export interface List<Item, Page> extends AsyncIterable<Item>, PromiseLike<Page> {
  /** The pages themselves; `page.next_cursor` resumes the list later, as the `cursor` of a new call. */
  pages(): AsyncIterableIterator<Page>
  /** Up to `max` items, with no more pages than that takes. */
  toArray(limit: { max: number }): Promise<Item[]>
}

type Query = NonNullable<Descriptor['query']>

interface Page extends Record<string, unknown> {
  next_cursor?: string | null
  has_more?: boolean
}

/** An operation whose answer is one page of `{ [items]: [], next_cursor, has_more }`. */
export function list<T>(descriptor: Descriptor, items: string): T {
  const checked = { ...descriptor, shape: (page: unknown) => Array.isArray((page as Page | null)?.[items]) }
  const start = (client: Client, ...args: unknown[]): List<unknown, Page> => {
    const read = (cursor?: string | false | null) => {
      const query: Query = (values) => (descriptor.query as Query)({ ...values, ...(cursor && { cursor }) })
      return run(client, { ...checked, query }, [...args]).then(({ data }) => data as Page)
    }
    async function* walk<T>(partsOf: (page: Page) => T[]) {
      let next: string | false | null | undefined
      do {
        const cursor = next
        const page = await read(cursor)
        yield* partsOf(page)
        next = page.has_more !== false && page.next_cursor
        if (next && next === cursor) throw new StockroomError({ code: 'CURSOR_REPEATED' })
      } while (next)
    }
    const each = () => walk((page) => page[items] as unknown[])
    return {
      // biome-ignore lint/suspicious/noThenProperty: awaiting a list gives its first page, as awaiting any call gives its answer
      then: (resolve, reject) => read().then(resolve, reject),
      pages: () => walk((page) => [page]),
      [Symbol.asyncIterator]: each,
      async toArray({ max }) {
        if (!(max > 0)) refuse('max', max)
        const found: unknown[] = []
        for await (const item of each()) if (found.push(item) >= max) break
        return found
      },
    }
  }
  return operation(checked, start as unknown as Call)
}
