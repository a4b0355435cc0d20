import type { Media, Operation, Parameter } from '../../lib/ir.ts'
import { resolveSchema } from '../../lib/shape.ts'
import { isBinary, isMultipart, isUrlencoded, mayBeJson } from '../../openapi/media-type.ts'
import { camel, isIdentifier, propertyName, quote } from '../naming.ts'
import { docComment } from './docs.ts'
import { allocator } from './names.ts'
import { type Scope, typeOf, union } from './schema.ts'

export interface Argument {
  name: string
  type: string
  required: boolean
}

export interface Inputs {
  /** The arguments of a call, in order: path parameters, body, query, options. */
  args: Argument[]
  /** Interfaces that the arguments need. */
  declarations: string[]
  /** The members of the run time's descriptor. */
  descriptor: string[]
}

/** Tells bundlers that a call may be dropped with its result. */
export const pure = '/* @__PURE__ */'

const callOptions = ['signal', 'timeout', 'retry', 'idempotencyKey', 'headers', 'contentType']
const isKey = ({ in: place, name }: Parameter) => place === 'header' && name.toLowerCase() === 'idempotency-key'

/** What a call of the operation takes, as types and as the descriptor that the run time reads. */
export function inputsOf(operation: Operation, typeName: (suffix: string) => string, scope: Scope): Inputs {
  const inputs: Inputs = { args: [], declarations: [], descriptor: [] }
  const argument = allocator(['client', 'body', 'query', 'options'])
  const declared = (place: Parameter['in']) =>
    operation.parameters.filter((parameter) => parameter.in === place && !isKey(parameter))
  for (const [, name = ''] of operation.path.matchAll(/\{([^}]*)\}/g)) {
    const parameter = declared('path').find((each) => each.name === name)
    const type = parameter ? typeOf(parameter.schema, scope) : 'string'
    const wish = camel(name) || 'value'
    inputs.args.push({
      name: argument(isIdentifier(wish) ? wish : `_${wish}`),
      type: type === 'unknown' ? 'string' : type,
      required: true,
    })
  }
  const template = quote(operation.path)
  inputs.descriptor.push(
    inputs.args.length > 0
      ? `path: ${pure} $path(${[template, ...styles(declared('path'), scope)].join(', ')})`
      : `path: ${template}`,
  )
  if (operation.body) addBody(operation.body, inputs, scope)
  addQuery(declared('query'), inputs, typeName, scope)
  addOptions(operation, [...declared('header'), ...declared('cookie')], inputs, typeName, scope)
  // A parameter may only be left out where all behind it may be.
  for (const [index, each] of inputs.args.entries()) {
    if (!each.required && inputs.args.slice(index + 1).some(({ required }) => required)) {
      Object.assign(each, { required: true, type: union([each.type, 'undefined']) })
    }
  }
  return inputs
}

/** The parameters whose style is not the default, as an argument; none where there are none. */
function styles(parameters: Parameter[], scope: Scope): string[] {
  const exotic = parameters.flatMap((parameter) => {
    const style = styleOf(parameter, scope)
    return style ? [`${propertyName(parameter.name)}: $${style}`] : []
  })
  return exotic.length > 0 ? [`{ ${exotic.join(', ')} }`] : []
}

/** The run time's function for a style that is not the default of its place; undefined for the default. */
function styleOf(parameter: Parameter, scope: Scope): string | undefined {
  const { in: place, writing, schema } = parameter
  if (writing.by === 'content') return place === 'path' ? 'jsonSegment' : 'jsonText'
  const { style, explode, allowReserved } = writing
  if (place === 'path') {
    // Without a style of its own a segment holds a value, or a list with commas: the same for both forms of `simple`.
    if (style === 'simple' && !/\b(object|undefined)\b/.test(String(resolveSchema(schema, scope.schemas).type)))
      return undefined
    return explode ? `${style}Exploded` : style
  }
  if (style === 'form') return allowReserved ? (explode ? 'reservedForm' : 'reservedCsv') : explode ? undefined : 'csv'
  return style
}

function addBody(body: NonNullable<Operation['body']>, inputs: Inputs, scope: Scope): void {
  const { content } = body
  if (content.length === 0) return
  inputs.args.push({
    name: 'body',
    type: union(content.flatMap((media) => bodyTypes(media, scope))),
    required: body.required,
  })
  const [only] = content
  // The encoder's own media type needs no saying.
  const isPlain = content.length === 1 && only && ownType[encoderOf(only.mediaType)] === only.mediaType
  const choices = content.map(({ mediaType }) => `${propertyName(mediaType)}: $${encoderOf(mediaType)}`)
  inputs.descriptor.push(
    isPlain ? `body: $${encoderOf(only.mediaType)}` : `body: ${pure} $body({ ${choices.join(', ')} })`,
  )
}

const ownType: Record<string, string> = {
  json: 'application/json',
  urlencoded: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  raw: 'application/octet-stream',
}

const encoderOf = (type: string) =>
  mayBeJson(type) ? 'json' : isUrlencoded(type) ? 'urlencoded' : isMultipart(type) ? 'multipart' : 'raw'

function bodyTypes({ mediaType, schema }: Media, scope: Scope): string[] {
  if (mayBeJson(mediaType)) return [typeOf(schema, scope)]
  if (isUrlencoded(mediaType)) return [typeOf(schema, scope), 'URLSearchParams']
  if (isMultipart(mediaType)) return [typeOf(schema, scope), 'FormData']
  return isBinary(mediaType) ? ['Blob', 'ArrayBuffer', 'Uint8Array', 'ReadableStream', 'string'] : ['string']
}

function addQuery(parameters: Parameter[], inputs: Inputs, typeName: (suffix: string) => string, scope: Scope): void {
  if (parameters.length === 0) return
  const name = typeName('Query')
  inputs.declarations.push(
    `export interface ${name} {\n${parameters.map((each) => memberOf(each, each.name, scope)).join('')}}\n`,
  )
  inputs.args.push({ name: 'query', type: name, required: parameters.some(({ required }) => required) })
  inputs.descriptor.push(`query: ${pure} $query(${styles(parameters, scope).join('')})`)
}

function memberOf({ required, schema, description, deprecated }: Parameter, name: string, scope: Scope): string {
  const type = typeOf(schema, scope, '  ')
  const text = `  ${propertyName(name)}${required ? '' : '?'}: ${required ? type : union([type, 'undefined'])}\n`
  return `${docComment([description, deprecated ? '@deprecated' : undefined], '  ')}${text}`
}

function addOptions(
  operation: Operation,
  parameters: Parameter[],
  inputs: Inputs,
  typeName: (suffix: string) => string,
  scope: Scope,
): void {
  const option = allocator(callOptions)
  const named = parameters.map((parameter) => ({ parameter, name: option(camel(parameter.name) || 'header') }))
  const media = operation.body?.content.map(({ mediaType }) => quote(mediaType)) ?? []
  const members = named.map(({ parameter, name }) => memberOf(parameter, name, scope))
  if (media.length > 1)
    members.push(
      `  /** The first that fits the body when absent. */\n  contentType?: ${media.join(' | ')} | undefined\n`,
    )
  const type = members.length > 0 ? typeName('Options') : 'CallOptions'
  if (members.length > 0)
    inputs.declarations.push(`export interface ${type} extends CallOptions {\n${members.join('')}}\n`)
  inputs.args.push({ name: 'options', type, required: parameters.some(({ required }) => required) })
  const pairs = (place: string) => {
    const sent = named.filter(({ parameter }) => parameter.in === place)
    return sent.length > 0
      ? `{ ${sent.map(({ parameter, name }) => `${propertyName(name)}: ${quote(parameter.name)}`).join(', ')} }`
      : ''
  }
  const [headers, cookies] = [pairs('header'), pairs('cookie')]
  if (cookies) inputs.descriptor.push(`headers: ${pure} $cookies(${[cookies, headers].filter(Boolean).join(', ')})`)
  else if (headers) inputs.descriptor.push(`headers: ${pure} $headers(${headers})`)
}
