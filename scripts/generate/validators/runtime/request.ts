import { coerceScalar, memberShape, setMember } from './coerce.ts'
import { brackets } from './deep-object.ts'
import { translate } from './errors.ts'
import {
  decodeQuery,
  readCookies,
  readHeaders,
  readPart,
  readPath,
  readQuery,
  splitCookies,
  splitQuery,
  unknownNames,
} from './parameters.ts'
import type { RawRequest, ValidationError } from './raw.ts'
import { readPairs, reads } from './styles.ts'
import type { Pair, ParameterRow, Shape } from './table.ts'
import type { AjvError } from './union.ts'

/** What Ajv generates: true, or false with `errors` on the function. */
export interface Validate {
  (value: unknown): boolean
  errors?: AjvError[] | null
}

export interface BodyRow {
  mediaType: string
  kind: 'json' | 'form' | 'opaque'
  /** Of forms: how each member is written. */
  rows?: ParameterRow[]
  shape?: Shape
  validate?: Validate
}

export interface RequestRow {
  path?: ParameterRow[]
  query?: ParameterRow[]
  headers?: ParameterRow[]
  cookies?: ParameterRow[]
  /** Names in the query that carry credentials. */
  queryKeys?: string[]
  validate?: Validate
  body?: { required: boolean; media: BodyRow[] }
}

type Value = Record<'path' | 'query' | 'headers' | 'cookies', Record<string, unknown>> & {
  body?: unknown
  contentType?: string
}
type Result = { ok: true; value: Value } | { ok: false; errors: ValidationError[] }

const none: ParameterRow[] = []

/** The validator of one operation's requests: everything coerced, filled in and checked, or every mistake there is. */
export function request(row: RequestRow): (raw: RawRequest) => Result {
  const { path = none, query = none, headers = none, cookies = none, queryKeys = [], validate, body } = row
  return (raw) => {
    const errors: ValidationError[] = []
    const pairs = raw.query === '' ? [] : splitQuery(raw.query)
    const value: Value = {
      path: readPart('path', path, readPath(raw.path), errors),
      query: readPart('query', query, readQuery(pairs), errors),
      headers: readPart('headers', headers, readHeaders(raw.headers), errors),
      cookies:
        cookies === none
          ? {}
          : readPart('cookies', cookies, readCookies(splitCookies(raw.headers.cookie ?? '')), errors),
    }
    if (pairs.length > 0) unknownNames(pairs, query, queryKeys, errors)
    if (validate && !validate(value)) translate(validate.errors ?? [], 'parts', errors)
    if (body) readBody(body, raw, value, errors)
    return errors.length === 0 ? { ok: true, value } : { ok: false, errors }
  }
}

function readBody(
  body: NonNullable<RequestRow['body']>,
  raw: RawRequest,
  value: Value,
  errors: ValidationError[],
): void {
  if (raw.body === undefined) {
    if (body.required) errors.push({ in: 'body', pointer: '', code: 'REQUIRED', message: 'the body is required' })
    return
  }
  const media =
    body.media.length === 1 && raw.contentType === undefined ? body.media[0] : match(body.media, raw.contentType ?? '')
  if (!media) {
    const message = `the body must be ${body.media.map(({ mediaType }) => mediaType).join(' or ')}`
    errors.push({ in: 'body', pointer: '', code: 'MEDIA_TYPE', message })
    return
  }
  const found = media.kind === 'form' ? readForm(media, raw.body, errors) : raw.body
  value.body = found
  if (body.media.length > 1 || media.mediaType.includes('*')) value.contentType = raw.contentType ?? media.mediaType
  if (media.validate && !media.validate(found)) translate(media.validate.errors ?? [], 'body', errors)
}

/** The row for a media type: the type itself before a range, a narrow range before `*` + `/*`. */
function match(media: readonly BodyRow[], contentType: string): BodyRow | undefined {
  const wanted = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
  const own = (row: BodyRow) => row.mediaType.split(';', 1)[0]?.trim().toLowerCase()
  return (
    media.find((row) => own(row) === wanted) ??
    media.find(
      (row) => own(row)?.endsWith('/*') && own(row) !== '*/*' && wanted.startsWith(own(row)?.slice(0, -1) ?? ''),
    ) ??
    media.find((row) => own(row) === '*/*')
  )
}

/** A form as text, or as a record of texts; values that are not text (files) stay as they are. */
function readForm({ rows = none, shape }: BodyRow, body: unknown, errors: ValidationError[]): unknown {
  const others: Record<string, unknown> = {}
  const pairs = typeof body === 'string' ? splitQuery(body) : formPairs(body, others)
  if (!pairs) return body
  const decode = typeof body === 'string' ? decodeQuery : (raw: string) => raw
  const value = readPart('body', rows, (row) => readPairs(row, pairs, decode), errors)
  for (const { name, raw } of pairs) {
    if (rows.some((row) => reads(row, name)) || Object.hasOwn(value, name) || brackets(name)) continue
    setMember(value, name, coerceScalar(decode(raw), memberShape(shape ?? { scalars: [] }, name).scalars))
  }
  for (const [name, other] of Object.entries(others)) setMember(value, name, other)
  return value
}

function formPairs(body: unknown, others: Record<string, unknown>): Pair[] | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  return Object.entries(body).flatMap(([name, value]) => {
    const texts = Array.isArray(value) ? value : [value]
    if (texts.every((text) => typeof text === 'string')) return texts.map((raw) => ({ name, raw }))
    setMember(others, name, value)
    return []
  })
}

/** The validator of one response body: no errors when the contract allows it. */
export function response(validate?: Validate): (value: unknown) => ValidationError[] {
  return (value) => (!validate || validate(value) ? [] : translate(validate.errors ?? [], 'body', []))
}
