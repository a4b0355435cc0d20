import { type Answer, contentOf, type Match } from './contract.ts'
import type { SentRequest } from './types.ts'

/** What of a list is still to come, and the body of the page that it is part of. */
interface Rest {
  page: Record<string, unknown>
  items: unknown[]
}

/** The lists that are being read. */
export type Cursors = Map<string, Rest>

/** The list's member: the one that is an array. */
const memberOf = (page: object): string | undefined =>
  Object.entries(page).find(([, value]) => Array.isArray(value))?.[0]

const numberOf = (text: string | null, usual: number) => Number(text ?? usual)

/** The rest of a list that an earlier page's `next_cursor` goes on with; undefined where the cursor is not from here. */
export function nextPage(found: Match, request: SentRequest<string>, cursors: Cursors): Answer | undefined {
  const rest = cursors.get(request.query.get('cursor') ?? '')
  return rest && { status: 200, body: cut(found, rest, request, cursors) }
}

/** As many items as the call asks for. The contract's example is one page: the page behind it is empty. */
export function pageOf(found: Match, request: SentRequest<string>, answer: Answer, cursors: Cursors): Answer {
  const { pages } = found.operation
  const page = answer.status === 200 && pages && contentOf(found, answer).body
  const member = page ? memberOf(page) : undefined
  if (!page || !member) return answer
  const whole = { page: page as Rest['page'], items: (page as Rest['page'])[member] as unknown[] }
  if (pages?.by === 'cursor') {
    const isBehind = request.query.has('cursor') && answer.body === undefined
    return { ...answer, body: isBehind ? lastPage(whole.page) : cut(found, whole, request, cursors) }
  }
  const size = numberOf(request.query.get('per_page'), pages?.size ?? 0)
  const from = (numberOf(request.query.get('page'), 1) - 1) * size
  return { ...answer, body: { ...whole.page, [member]: whole.items.slice(from, from + size) } }
}

/** The page that ends a list. */
export const lastPage = (page: Record<string, unknown>) => ({
  ...page,
  [memberOf(page) ?? 'data']: [],
  next_cursor: null,
  has_more: false,
})

function cut({ operation }: Match, { page, items }: Rest, { query }: SentRequest<string>, cursors: Cursors) {
  const size = numberOf(query.get('limit'), operation.pages?.size ?? 0)
  const body = { ...page, [memberOf(page) ?? 'data']: items.slice(0, size) }
  if (items.length <= size) return body
  const cursor = `page-${cursors.size + 2}`
  cursors.set(cursor, { page, items: items.slice(size) })
  return { ...body, next_cursor: cursor, has_more: true }
}
