import { matchMedia } from '../../../openapi/media-type.ts'
import { coerceScalar } from '../../../openapi/wire-reader/coerce.ts'
import type { ParameterRow, Shape } from '../../../openapi/wire-reader/table.ts'
import type { AjvError } from './ajv-error.ts'
import { type DefaultPlan, fillIn } from './defaults.ts'
import { translate } from './errors.ts'
import { type FormRow, readForm, withoutFiles } from './form.ts'
import {
  readCookies,
  readHeaders,
  readPart,
  readPath,
  readQuery,
  splitQuery,
  taken,
  unknownNames,
} from './parameters.ts'
import type { RawRequest, ValidationError } from './raw.ts'

/** What Ajv generates: true, or false with `errors` on the function. */
interface Validate {
  (value: unknown): boolean
  errors?: AjvError[] | null
}

export interface BodyRow {
  mediaType: string
  kind: 'json' | 'form' | 'text' | 'opaque'
  form?: FormRow
  /** For text bodies: the types that the text may be read as. */
  shape?: Shape
  validate?: Validate
  /** The place of its defaults among all plans. */
  defaults?: number
}

interface RequestRow {
  path?: ParameterRow[]
  query?: ParameterRow[]
  headers?: ParameterRow[]
  cookies?: ParameterRow[]
  /** Names in the query, and of cookies, that carry credentials. */
  credentials?: string[]
  validate?: Validate
  /** The place of its defaults among all plans. */
  defaults?: number
  body?: { required: boolean; media: BodyRow[] }
}

type Value = Record<'path' | 'query' | 'headers' | 'cookies', Record<string, unknown>> & {
  body?: unknown
  contentType?: string
}
type ValidatedRequest = { ok: true; value: Value } | { ok: false; errors: ValidationError[] }

const none: ParameterRow[] = []

/** The validator of one operation's requests: everything coerced, filled in and checked, or every mistake there is. */
export function request(row: RequestRow, plans: readonly DefaultPlan[] = []): (raw: RawRequest) => ValidatedRequest {
  const { path = none, query = none, headers = none, cookies = none, credentials, validate, defaults, body } = row
  const isTaken = { query: taken(query, credentials), cookies: taken(cookies, credentials) }
  return (raw) => {
    const errors: ValidationError[] = []
    const pairs = raw.query === '' ? [] : splitQuery(raw.query)
    const value: Value = {
      path: readPart('path', path, readPath(raw.path), errors),
      query: readPart('query', query, readQuery(pairs, isTaken.query), errors),
      headers: readPart('headers', headers, readHeaders(raw.headers), errors),
      cookies:
        cookies === none
          ? {}
          : readPart('cookies', cookies, readCookies(raw.headers.cookie ?? '', isTaken.cookies), errors),
    }
    if (pairs.length > 0) unknownNames(pairs, query, isTaken.query, errors)
    if (validate && !validate(value)) translate(validate.errors ?? [], 'parts', errors)
    const media = body && readBody(body, raw, value, errors)
    if (errors.length > 0) return { ok: false, errors }
    if (defaults !== undefined) fillIn(value, defaults, plans)
    if (media?.defaults !== undefined) value.body = fillIn(value.body, media.defaults, plans)
    return { ok: true, value }
  }
}

/** Reads and checks the body; gives the media type by which it was read. */
function readBody(
  body: NonNullable<RequestRow['body']>,
  raw: RawRequest,
  value: Value,
  errors: ValidationError[],
): BodyRow | undefined {
  if (raw.body === undefined) {
    if (body.required) errors.push({ in: 'body', pointer: '', code: 'REQUIRED', message: 'the body is required' })
    return undefined
  }
  const media =
    body.media.length === 1 && raw.contentType === undefined
      ? body.media[0]
      : matchMedia(body.media, raw.contentType ?? '', ({ mediaType }) => mediaType)
  if (!media) {
    const message = `the body must be ${body.media.map(({ mediaType }) => mediaType).join(' or ')}`
    errors.push({ in: 'body', pointer: '', code: 'MEDIA_TYPE', message })
    return undefined
  }
  const isRange = media.mediaType.includes('*')
  if (body.media.length > 1 || isRange)
    value.contentType = isRange ? (raw.contentType ?? media.mediaType) : media.mediaType
  value.body = contentOf(media, raw.body, errors)
  const { form, validate } = media
  const isValid = !validate || (form ? withoutFiles(value.body, form.shape, validate) : validate(value.body))
  if (!isValid) translate(validate?.errors ?? [], 'body', errors)
  return media
}

function contentOf({ form, shape }: BodyRow, body: unknown, errors: ValidationError[]): unknown {
  if (form) return readForm(form, body, errors)
  return shape && typeof body === 'string' ? coerceScalar(body, shape.scalars) : body
}

/** The validator of one response body: no errors when the contract allows it. */
export function response(validate?: Validate): (value: unknown) => ValidationError[] {
  return (value) => (!validate || validate(value) ? [] : translate(validate.errors ?? [], 'body', []))
}
