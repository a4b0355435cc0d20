import { isBinary, isJson, isMultipart, isUrlencoded, mayBeJson } from '../../openapi/media-type.ts'
import type { Media, Parameter } from '../../openapi/model/exchange.ts'
import { isFile } from '../../openapi/wire.ts'
import type { Operation } from '../api/api.ts'
import { camel, isIdentifier, propertyName, quote } from '../naming.ts'
import { resolveSchema } from '../schema/shape.ts'
import { docComment } from './docs.ts'
import { allocator } from './names.ts'
import { typeOf, union } from './schema.ts'
import type { Scope } from './scope.ts'
import { bodyText, pure, stylesOf } from './writing.ts'

export interface Argument {
  name: string
  type: string
  required: boolean
}

interface Inputs {
  /** The arguments of a call, in order: path parameters, body, query, options. */
  args: Argument[]
  /** Interfaces that the arguments need. */
  declarations: string[]
  /** The members of the descriptor that the run time reads. */
  descriptor: string[]
}

const callOptions = ['signal', 'timeout', 'retry', 'idempotencyKey', 'headers', 'contentType']
/** Methods whose body has no meaning (RFC 9110 §9.3.1): `fetch` sends none, and OpenAPI 3.0.3 §4.7.10 ignores it. */
export const bodyless = new Set<string>(['get', 'head', 'trace'])
const isKey = ({ in: place, name }: Parameter) => place === 'header' && name.toLowerCase() === 'idempotency-key'

/**
 * The input of a call of the operation: its types, and the descriptor that the run time reads.
 *
 * @param server the operation's own server
 */
export function inputsOf(
  operation: Operation,
  server: string | undefined,
  typeName: (suffix: string) => string,
  scope: Scope,
): Inputs {
  const inputs: Inputs = { args: [], declarations: [], descriptor: [] }
  const argument = allocator(['client', 'body', 'query', 'options'])
  const declared = (place: Parameter['in']) =>
    operation.parameters.filter((parameter) => parameter.in === place && !isKey(parameter))
  for (const [, name = ''] of operation.path.matchAll(/\{([^}]*)\}/g)) {
    const parameter = declared('path').find((each) => each.name === name)
    const type = parameter ? typeOf(parameter.schema.value, scope) : 'string'
    const wish = camel(name) || 'value'
    inputs.args.push({
      name: argument(isIdentifier(wish) ? wish : `_${wish}`),
      type: type === 'unknown' ? 'string' : type,
      required: true,
    })
  }
  inputs.descriptor.push(`path: ${quote(operation.path)}`)
  const styles = stylesOf(declared('path'), scope.schemas)
  const filled = styles === undefined ? '$path' : `${pure} $pathBy(${styles})`
  const located = inputs.args.length > 0 ? [filled] : []
  if (server !== undefined) inputs.descriptor.push(`url: ${pure} $at(${[quote(server), ...located].join(', ')})`)
  else if (located.length > 0) inputs.descriptor.push(`url: ${filled}`)
  if (operation.body && !bodyless.has(operation.method)) addBody(operation.body, inputs, scope)
  addQuery(declared('query'), inputs, typeName, scope)
  addOptions(operation, [...declared('header'), ...declared('cookie')], inputs, typeName, scope)
  // A parameter may be optional only where all later ones are.
  for (const [index, each] of inputs.args.entries()) {
    if (!each.required && inputs.args.slice(index + 1).some(({ required }) => required)) {
      Object.assign(each, { required: true, type: union([each.type, 'undefined']) })
    }
  }
  return inputs
}

function addBody(body: NonNullable<Operation['body']>, inputs: Inputs, scope: Scope): void {
  const { content } = body
  if (content.length === 0) return
  inputs.args.push({
    name: 'body',
    type: union(content.flatMap((media) => bodyTypes(media, scope))),
    required: body.required,
  })
  inputs.descriptor.push(bodyText(content, scope.schemas))
}

function bodyTypes({ mediaType, schema }: Media, scope: Scope): string[] {
  if (isJson(mediaType) || (mayBeJson(mediaType) && !isFile(resolveSchema(schema.value, scope.schemas))))
    return [typeOf(schema.value, scope)]
  if (isUrlencoded(mediaType)) return [typeOf(schema.value, scope), 'URLSearchParams']
  if (isMultipart(mediaType)) return [typeOf(schema.value, { ...scope, file: 'Blob' }), 'FormData']
  return isBinary(mediaType) || mayBeJson(mediaType)
    ? ['Blob', 'ArrayBuffer', 'Uint8Array', 'ReadableStream', 'string']
    : ['string']
}

function addQuery(parameters: Parameter[], inputs: Inputs, typeName: (suffix: string) => string, scope: Scope): void {
  if (parameters.length === 0) return
  const name = typeName('Query')
  inputs.declarations.push(
    `export interface ${name} {\n${parameters.map((each) => memberOf(each, each.name, scope)).join('')}}\n`,
  )
  inputs.args.push({ name: 'query', type: name, required: parameters.some(({ required }) => required) })
  const styles = stylesOf(parameters, scope.schemas)
  inputs.descriptor.push(`query: ${styles === undefined ? '$query' : `${pure} $queryBy(${styles})`}`)
}

function memberOf({ required, schema, description, deprecated }: Parameter, name: string, scope: Scope): string {
  const type = typeOf(schema.value, scope, '  ')
  const text = `  ${propertyName(name)}${required ? '' : '?'}: ${required ? type : union([type, 'undefined'])}\n`
  return `${docComment([description, deprecated ? '@deprecated' : undefined], '  ')}${text}`
}

/** Header and cookie parameters, and what they are called among the options of a call. */
export function optionNames(parameters: Parameter[]): { parameter: Parameter; name: string }[] {
  const option = allocator(callOptions)
  return parameters
    .filter((parameter) => !isKey(parameter))
    .map((parameter) => ({ parameter, name: option(camel(parameter.name) || 'header') }))
}

function addOptions(
  operation: Operation,
  parameters: Parameter[],
  inputs: Inputs,
  typeName: (suffix: string) => string,
  scope: Scope,
): void {
  const named = optionNames(parameters)
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
  const given = (place: Parameter['in']) => [
    pairs(place) || '{}',
    stylesOf(
      parameters.filter((parameter) => parameter.in === place),
      scope.schemas,
    ) ?? '{}',
  ]
  const [headers, cookies] = [given('header'), given('cookie')]
  if (pairs('cookie')) inputs.descriptor.push(`headers: ${pure} $cookies(${trimmed([...cookies, ...headers])})`)
  else if (pairs('header')) inputs.descriptor.push(`headers: ${pure} $headers(${trimmed(headers)})`)
}

/** The arguments without empty ones at the end. */
const trimmed = (args: string[]): string => args.slice(0, args.findLastIndex((arg) => arg !== '{}') + 1).join(', ')
