/** A request while it is made: in parts that can be broken one by one. */
import type { Operation } from '../contract.ts'
import { encodeAround, type Step } from '../step.ts'
import { jsonOf } from './oddities.ts'

export interface Draft {
  readonly operation: Operation | null
  as: string
  method: string
  path: string
  /** Written as they are, so that a broken escape stays one. */
  query: string[]
  headers: Record<string, string>
  /** Undefined: none. */
  body: unknown
  /** The media type that the body is written for. */
  type: string | null
  /** Sent in place of the body. */
  text: string | null
  /** The text's characters are bytes. */
  bytes: boolean
  readonly broken: string[]
}

export function emptyDraft(operation: Operation | null, as: string, method: string, path: string): Draft {
  return {
    operation,
    as,
    method,
    path,
    query: [],
    headers: {},
    body: undefined,
    type: null,
    text: null,
    bytes: false,
    broken: [],
  }
}

export function written(draft: Draft, id: number): Step {
  const { as, method, path, query, headers, type, broken } = draft
  const body = draft.text ?? textOf(draft)
  return {
    id,
    as,
    method,
    url: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: { ...(type === null || body === null ? {} : { 'content-type': type }), ...headers },
    body,
    ...(draft.bytes ? { bytes: true } : {}),
    broken,
  }
}

export const pairOf = (name: string, value: unknown) => `${encodeAround(name)}=${encodeAround(String(value))}`

function textOf({ body, type }: Draft): string | null {
  if (body === undefined) return null
  if (type !== 'application/x-www-form-urlencoded') return jsonOf(body)
  const pairs = Object.entries(body as object).map(([name, value]) => pairOf(name, shown(value)))
  return pairs.join('&')
}

const shown = (value: unknown) => (typeof value === 'object' ? jsonOf(value) : value)
