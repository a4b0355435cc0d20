import { essence, isJson, isMultipart, isRange, isUrlencoded, mayBeJson } from '../../openapi/media-type.ts'
import type { Media, Parameter, Schemas } from '../../openapi/model/exchange.ts'
import { type Contained, isFile, isJsonText, memberWriting, type Styled, type Writing } from '../../openapi/wire.ts'
import { isObjectShape, isOpen, isScalar } from '../../openapi/wire-reader/table.ts'
import type { Operation } from '../api/api.ts'
import { propertyName, quote } from '../naming.ts'
import { resolveSchema } from '../schema/shape.ts'
import { shapeOf } from '../validators/shapes.ts'

/** Tells bundlers that a call whose result is unused may be removed. */
export const pure = '/* @__PURE__ */'

/** The styles of the parameters that do not have the default style of their place; undefined where there are none. */
export function stylesOf(parameters: Parameter[], schemas: Schemas): string | undefined {
  return record(parameters.map((parameter) => [parameter.name, styleOf(parameter, schemas)]))
}

function record(entries: [name: string, text: string | undefined][]): string | undefined {
  const members = entries.flatMap(([name, text]) => (text === undefined ? [] : [`${propertyName(name)}: ${text}`]))
  return members.length > 0 ? `{ ${members.join(', ')} }` : undefined
}

function styleOf(parameter: Parameter, schemas: Schemas): string | undefined {
  const { in: place, writing, schema, required } = parameter
  const name =
    writing.by === 'content'
      ? containedStyle(writing, place)
      : styledName(writing, place, shapeOf(schema.value, schemas))
  const style = name === undefined ? undefined : `$${name}`
  // A list or object may be empty, and then nothing of it is written. Paths refuse that anyway.
  const mayVanish = required && place !== 'path' && writing.by === 'style' && !isScalar(shapeOf(schema.value, schemas))
  return mayVanish && place !== 'header' ? `${pure} $needed(${style ?? ''})` : style
}

const containedStyle = (writing: Contained, place: Parameter['in']): string | undefined =>
  isJsonText(writing)
    ? { path: 'jsonSegment', query: 'jsonText', header: 'jsonHeader', cookie: 'jsonCookie' }[place]
    : { path: 'plainSegment', query: 'plainText', header: undefined, cookie: undefined }[place]

/** The run time's function for a style; undefined for the default style of the place. */
function styledName(
  { style, explode, allowReserved }: Styled,
  place: Parameter['in'],
  shape: ReturnType<typeof shapeOf>,
): string | undefined {
  const isPlain = isScalar(shape) && !isOpen(shape)
  if (place === 'header') return isPlain ? undefined : explode ? 'headerExploded' : 'headerSimple'
  if (place === 'cookie') return isPlain ? undefined : explode ? 'cookieForm' : 'cookieCsv'
  if (place === 'path') {
    if (style === 'simple' && isPlain) return undefined
    return explode ? `${style}Exploded` : style
  }
  if (style === 'deepObject') return style
  if (allowReserved) return explode ? 'reservedForm' : 'reservedCsv'
  if (explode) return isObjectShape(shape) || isOpen(shape) ? 'form' : undefined
  return style === 'form' ? 'csv' : style
}

type Content = NonNullable<Operation['body']>['content']

/** The descriptor's `body`: the function that writes it, and its media type where it is not the function's default. */
export function bodyText(content: Content, schemas: Schemas): string {
  const [only] = content
  if (content.length === 1 && only && ownType[kindOf(only, schemas)] === only.mediaType)
    return `body: ${encoderOf(only, schemas)}`
  if (content.every((media) => encoderOf(media, schemas) === '$json'))
    return `body: ${pure} $jsonAs(${content.map(({ mediaType }) => quote(mediaType)).join(', ')})`
  const choices = content.map((media) => `${propertyName(media.mediaType)}: ${encoderOf(media, schemas)}`)
  return `body: ${pure} $body({ ${choices.join(', ')} })`
}

type BodyKind = 'json' | 'urlencoded' | 'multipart' | 'raw'

const ownType: Record<BodyKind, string> = {
  json: 'application/json',
  urlencoded: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  raw: 'application/octet-stream',
}

/** How a body of a media type is written. */
export function kindOf({ mediaType, schema }: Media, schemas: Schemas): BodyKind {
  if (isUrlencoded(mediaType)) return 'urlencoded'
  if (isMultipart(mediaType)) return 'multipart'
  return isJson(mediaType) || (mayBeJson(mediaType) && !isFile(resolveSchema(schema.value, schemas))) ? 'json' : 'raw'
}

function encoderOf(media: Media, schemas: Schemas): string {
  const kind = kindOf(media, schemas)
  if (kind === 'json' && isRange(media.mediaType)) return '$any'
  if (kind !== 'urlencoded' && kind !== 'multipart') return `$${kind}`
  const writings = Object.entries(media.encoding ?? {}).map(
    ([name, encoding]) => [name, memberWriting(encoding, media.mediaType)] as const,
  )
  const members = shapeOf(media.schema.value, schemas).members ?? {}
  const shape = (name: string) => (Object.hasOwn(members, name) ? members[name] : undefined) ?? { scalars: [] }
  const writers = record(
    writings.map(([name, writing]) => [
      name,
      kind === 'urlencoded' ? pairStyle(writing, shape(name)) : partStyle(writing, shape(name)),
    ]),
  )
  const subtype = essence(media.mediaType).split('/')[1] ?? ''
  if (kind === 'multipart' && subtype !== 'form-data' && subtype !== '*')
    return `${pure} $multipartAs(${[quote(subtype), writers ?? []].flat().join(', ')})`
  if (writers === undefined) return `$${kind}`
  return `${pure} ${kind === 'urlencoded' ? '$urlencodedBy' : '$multipartBy'}(${writers})`
}

function pairStyle(writing: Writing, shape: ReturnType<typeof shapeOf>): string | undefined {
  if (writing.by === 'value') return undefined
  if (writing.by === 'content') return isJsonText(writing) ? '$jsonText' : isScalar(shape) ? '$plainText' : undefined
  return `$${styledName(writing, 'query', shape) ?? 'form'}`
}

function partStyle(writing: Writing, shape: ReturnType<typeof shapeOf>): string | undefined {
  if (writing.by === 'value') return undefined
  if (writing.by === 'style') {
    const name = styledName({ ...writing, allowReserved: false }, 'query', shape) ?? 'form'
    return `${pure} $partsBy($${name === 'csv' ? 'partCsv' : name})`
  }
  return `${pure} $partAs(${inOrder(writing).map(quote).join(', ')})`
}

/** The media types, JSON first, because it keeps the types of values. */
const inOrder = ({ mediaTypes }: Contained): string[] => [
  ...mediaTypes.filter(isJson),
  ...mediaTypes.filter((type) => !isJson(type)),
]
