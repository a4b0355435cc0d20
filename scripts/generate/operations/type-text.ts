import type { Direction } from '../../openapi/direction.ts'
import { isBinary, isRange } from '../../openapi/media-type.ts'
import type { Header, Media, Parameter, Schemas } from '../../openapi/model/exchange.ts'
import type { Operation } from '../api/api.ts'
import { defaultedMembers, defaultOf } from '../defaults.ts'
import { propertyName, quote } from '../naming.ts'
import { type DirectedSchemas, refName } from '../schema/directions.ts'
import { resolveSchema } from '../schema/shape.ts'

const index = (...names: string[]): string => names.map((name) => `[${quote(name)}]`).join('')

/** The type of a body in one media type: the name of its component, where it is one. */
export function bodyType(media: Media, direction: Direction, directed: DirectedSchemas, otherwise: string): string {
  if (isBinary(media.mediaType)) return direction === 'request' ? 'Uint8Array' : 'Uint8Array | string'
  const view = directed.view(media.schema.value, direction)
  const name = refName(view)
  const named = name !== undefined && Object.keys(view as object).length === 1
  const base = named ? `components${index('schemas', name)}` : otherwise
  if (direction === 'response') return base
  const filled = defaultedMembers(view, directed.schemas).map(quote)
  return filled.length === 0 ? base : `Filled<${base}, ${filled.join(' | ')}>`
}

/** One part of a request: `path`, `query`, `headers` or `cookies`. */
export function parameterType(operation: Operation, place: Parameter['in'], schemas: Schemas): string {
  const own = operation.parameters.filter((parameter) => parameter.in === place)
  if (own.length === 0) return 'Record<never, never>'
  const members = own.map((parameter) => {
    const certain = parameter.required || defaultOf(parameter.schema.value, schemas) !== undefined
    const name = place === 'header' ? parameter.name.toLowerCase() : parameter.name
    const type = `Parameter<${quote(keyOf(operation.id))}, ${quote(place)}, ${quote(parameter.name)}>`
    return `    ${propertyName(name)}${certain ? '' : '?'}: ${type}\n`
  })
  return `{\n${members.join('')}  }`
}

const scalar = (header: Header, schemas: Schemas): string => {
  const { type } = resolveSchema(header.schema.value, schemas)
  return type === 'integer' || type === 'number' ? 'number' : type === 'boolean' ? 'boolean' : 'string'
}

/** `headers: {…}`, optional where no header is required. Names are in lower case, as in Node. */
export function headersMember(headers: Header[], schemas: Schemas): string {
  if (headers.length === 0) return 'headers?: Record<string, never>'
  const members = headers.map(
    (header) => `${propertyName(header.name)}${header.required ? '' : '?'}: ${scalar(header, schemas)}`,
  )
  return `headers${headers.some(({ required }) => required) ? '' : '?'}: { ${members.join('; ')} }`
}

const anyString = `$\{string}`

/** `'application/json'`; for a range a template literal type. */
export const mediaTypeType = (mediaType: string): string =>
  isRange(mediaType) ? `\`${mediaType.replaceAll('*', anyString)}\`` : quote(mediaType)

/** The key of an operation in the types of openapi-typescript. */
const keyOf = (id: string): string => id.replaceAll('#', '/')

export const requestBodyPath = (id: string, mediaType: string): string =>
  `NonNullable<operations${index(keyOf(id), 'requestBody')}>${index('content', mediaType)}`

export const responseBodyPath = (id: string, status: string, mediaType: string): string =>
  `operations${index(keyOf(id), 'responses')}[${/^\d+$/.test(status) ? status : quote(status)}]${index('content', mediaType)}`
