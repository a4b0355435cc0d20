import type { Client } from './client.ts'
import { refuse, StockroomError } from './error.ts'
import type { Call } from './operation.ts'
import { operation } from './operation.ts'
import { run } from './policy.ts'
import type { Descriptor } from './request.ts'

/** What each page of a list has beside the contract's own members; JSON shows none of it. */
export interface Paged<Page> {
  readonly hasNextPage: boolean
  /** The page after this one; undefined after the last. */
  nextPage(): Promise<(Page & Paged<Page>) | undefined>
}

/** A list that is read page by page as it is used. Nothing is asked for before that. Awaited, it is its first page. */
export interface List<Item, Page> extends AsyncIterable<Item>, Promise<Page & Paged<Page>> {
  /** The pages themselves; `page.next_cursor` resumes the list later, as the `cursor` of a new call. */
  pages(): AsyncIterableIterator<Page & Paged<Page>>
  /** Up to `max` items. It asks for no more than those, with no more pages than that takes. */
  toArray(limit: { max: number }): Promise<Item[]>
}

type Query = NonNullable<Descriptor['query']>

interface Page extends Record<string, unknown> {
  next_cursor?: string | null
  has_more?: boolean
  readonly hasNextPage: boolean
  nextPage(left?: number): Promise<Page | undefined>
}

/**
 * An operation whose answer is one page of `{ [items]: [], next_cursor, has_more }`.
 * @param most the largest `limit` that it takes; absent where it takes none
 */
export function list<T>(descriptor: Descriptor, items: string, most?: number): T {
  const checked = { ...descriptor, shape: (page: unknown) => Array.isArray((page as Page | null)?.[items]) }
  const start = (client: Client, ...args: unknown[]): List<unknown, Page> => {
    /** @param left how many items are wanted; all when absent */
    async function read(left?: number, cursor?: string): Promise<Page> {
      const query = (values: { limit?: number; cursor?: string }) =>
        (descriptor.query as Query)({
          ...values,
          cursor: cursor ?? values.cursor,
          limit: left && most ? Math.min(left, values.limit ?? most) : values.limit,
        })
      const page = (await run(client, { ...checked, query }, [...args])).data as Page
      const next = page.has_more !== false && page.next_cursor
      return Object.defineProperties(page, {
        hasNextPage: { value: !!next },
        nextPage: {
          async value(left?: number) {
            if (next && next === cursor) throw new StockroomError({ code: 'CURSOR_REPEATED' })
            return next ? read(left, next) : undefined
          },
        },
      })
    }
    let first: Promise<Page> | undefined
    return {
      // Its `catch` and `finally` call `then`, whatever has it.
      __proto__: Promise.prototype,
      // biome-ignore lint/suspicious/noThenProperty: awaiting a list gives its first page, as awaiting any call gives its answer
      then(resolve: () => void, reject: () => void) {
        first ??= read()
        return first.then(resolve, reject)
      },
      async *pages() {
        for (let page: Page | undefined = await read(); page; page = await page.nextPage()) yield page
      },
      async *[Symbol.asyncIterator]() {
        for await (const page of (this as List<unknown, Page>).pages()) yield* page[items] as unknown[]
      },
      async toArray({ max }: { max: number }) {
        if (!(max > 0)) refuse('max', max)
        const found: unknown[] = []
        let page: Page | undefined = await read(max)
        while (page && found.push(...(page[items] as unknown[])) < max) page = await page.nextPage(max - found.length)
        return found.slice(0, max)
      },
    } as unknown as List<unknown, Page>
  }
  return operation(checked, start as unknown as Call)
}
