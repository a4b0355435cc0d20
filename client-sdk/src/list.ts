import type { Client } from './client.ts'
import { invalidArgument, StockroomError } from './error.ts'
import type { Call } from './operation.ts'
import { operation, run } from './operation.ts'
import type { Descriptor } from './request.ts'

/** A list that is read page by page as it is used. Nothing is asked for before that. */
export interface List<Item, Page> extends AsyncIterable<Item>, PromiseLike<Page> {
  /** The pages themselves; `page.next_cursor` resumes the list later, as the `cursor` of a new call. */
  pages(): AsyncIterableIterator<Page>
  /** Up to `max` items, with no more pages than that takes. */
  toArray(limit: { max: number }): Promise<Item[]>
}

interface Page {
  next_cursor?: string | null
  has_more?: boolean
}

/** Refuses a second `next()` while the first is under way: both would work on the same page. */
const exclusive =
  <T>(start: () => AsyncGenerator<T>) =>
  () => {
    const source = start()
    const next = source.next.bind(source)
    let busy = false
    source.next = async () => {
      if (busy) {
        throw new StockroomError({
          code: 'ITERATOR_BUSY',
          message: 'one next() at a time: use an iterator for each reader',
        })
      }
      busy = true
      return next().finally(() => {
        busy = false
      })
    }
    return source
  }

/**
 * An operation whose answer is one page of `{ [items]: [], next_cursor, has_more }`.
 * @param position of the query among the call's arguments
 */
export function list<T>(descriptor: Descriptor, items: string, position = 0): T {
  const start = (client: Client, ...args: unknown[]): List<unknown, Page> => {
    const page = async (cursor?: string | null) => {
      const filled = [...args]
      if (cursor) filled[position] = { ...(args[position] as object), cursor }
      return (await run(client, descriptor, filled)).data as Page
    }
    const pages = exclusive(async function* () {
      let cursor: string | null | undefined
      for (;;) {
        const current = await page(cursor)
        yield current
        const { next_cursor: next, has_more: more } = current
        if (!next || more === false) return
        if (next === cursor) {
          throw new StockroomError({ code: 'CURSOR_REPEATED', message: `${descriptor.id}: the same cursor came twice` })
        }
        cursor = next
      }
    })
    const each = exclusive(async function* () {
      for await (const current of pages()) yield* (current as Record<string, unknown[]>)[items] ?? []
    })
    return {
      // biome-ignore lint/suspicious/noThenProperty: awaiting a list gives its first page, as awaiting any call gives its answer
      then: (resolve, reject) => page().then(resolve, reject),
      pages,
      [Symbol.asyncIterator]: each,
      async toArray({ max }) {
        if (!(max > 0)) throw invalidArgument(`${descriptor.id}: max must be above 0`)
        const found: unknown[] = []
        for await (const item of each()) if (found.push(item) >= max) break
        return found
      },
    }
  }
  return operation(descriptor, start as unknown as Call)
}
