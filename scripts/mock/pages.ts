import type { Operation } from '../generate/api/api.ts'
import { isJsonObject } from '../openapi/grammar.ts'

/** An example is one page of its list: what is asked for behind it has no items and ends the list. */
export function pageOf({ pagination }: Operation, query: string, value: unknown): unknown {
  if (!pagination || !isJsonObject(value)) return value
  const asked = new URLSearchParams(query)
  const isBehind = pagination.style === 'cursor' ? asked.has('cursor') : Number(asked.get('page') ?? 1) > 1
  if (!isBehind) return value
  const ends = { next_cursor: null, has_more: false }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      Array.isArray(member) ? [] : name in ends ? ends[name as keyof typeof ends] : member,
    ]),
  )
}
