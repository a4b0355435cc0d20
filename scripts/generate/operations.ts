import { isRange } from '../openapi/media-type.ts'
import type { Response } from '../openapi/model/exchange.ts'
import type { Api, Operation } from './api/api.ts'
import { distinct, pascal, propertyName } from './naming.ts'
import { routesText } from './operations/routes.ts'
import { statusesOf } from './operations/statuses.ts'
import {
  bodyType,
  headersMember,
  mediaTypeType,
  parameterType,
  requestBodyPath,
  responseBodyPath,
} from './operations/type-text.ts'
import type { DirectedSchemas } from './schema/directions.ts'
import { typedDirections } from './types.ts'

/** `operations.ts`: requests and responses as handlers see them, the interface of all handlers, and the route table. */
export async function operations(api: Api, banner: string): Promise<Record<string, string>> {
  const directed = typedDirections(api)
  const names = distinct(api.operations.map(({ id }) => pascal(id)))
  const named = api.operations.map((operation, index) => ({ operation, name: names[index] ?? '' }))
  const parts = [
    `${banner}\n\n${head(api)}`,
    ...named.map(
      ({ operation, name }) => requestText(operation, name, directed) + responseText(operation, name, directed),
    ),
    interfaceText(named),
    mapText('Requests', named),
    mapText('Responses', named),
    routesText(api),
  ]
  return { 'operations.ts': `${parts.join('\n')}` }
}

function head({ operations: all, schemas }: Api): string {
  const used = Object.keys(schemas).length > 0 ? 'components, operations' : 'operations'
  const imports = all.length === 0 ? '' : `import type { ${used} } from './types.ts'\n\n`
  return `${imports}/** A parameter as the contract types it, present. */
type Parameter<Id extends keyof Declared, In extends keyof Declared[Id], Name extends PropertyKey> =
  NonNullable<Declared[Id][In]> extends infer Part ? (Part extends { [P in Name]?: infer T } ? Exclude<T, undefined> : never) : never
type Declared = { [Id in keyof AllOperations]: AllOperations[Id] extends { parameters: infer P } ? P : never }
type AllOperations = ${all.length === 0 ? 'Record<never, never>' : 'operations'}

/** A body after its defaults were filled in. */
type Filled<T, K extends keyof T> = T & { [P in K]-?: Exclude<T[P], undefined> }
`
}

function requestText(operation: Operation, name: string, directed: DirectedSchemas): string {
  const { id, parameters, body } = operation
  const part = (key: string, place: 'path' | 'query' | 'header' | 'cookie') =>
    `  ${key}: ${parameterType(operation, place, directed.schemas)}\n`
  const members = [
    part('path', 'path'),
    part('query', 'query'),
    part('headers', 'header'),
    ...(parameters.some((parameter) => parameter.in === 'cookie') ? [part('cookies', 'cookie')] : []),
  ].join('')
  const media = body?.content ?? []
  const bodies = media.map((one) => {
    const type = bodyType(one, 'request', directed, requestBodyPath(id, one.mediaType))
    return { contentType: mediaTypeType(one.mediaType), type, range: isRange(one.mediaType) }
  })
  const [only] = bodies
  if (bodies.length <= 1 && !only?.range) {
    const line = only ? `  body${body?.required ? '' : '?'}: ${only.type}\n` : ''
    return `export interface ${name}Request {\n${members}${line}}\n\n`
  }
  const variants = bodies
    .map(({ contentType, type }) => `  | { contentType: ${contentType}; body: ${type} }\n`)
    .join('')
  const none = body?.required ? '' : '  | { contentType?: never; body?: never }\n'
  return `export type ${name}Request = {\n${members}} & (\n${variants}${none})\n\n`
}

function responseText({ id, responses }: Operation, name: string, directed: DirectedSchemas): string {
  const listed = responses.map(({ status }) => status)
  const variants = responses.flatMap((response) => {
    const statuses = statusesOf(response.status, listed)
    return statuses.length === 0 ? [] : variantsOf(id, response, statuses.join(' | '), directed)
  })
  if (variants.length === 0) return `export type ${name}Response = { status: 200; headers?: Record<string, never> }\n`
  return `export type ${name}Response =\n${variants.map((variant) => `  | { ${variant} }\n`).join('')}`
}

function variantsOf(id: string, response: Response, status: string, directed: DirectedSchemas): string[] {
  const start = `status: ${status}; ${headersMember(response.headers, directed.schemas)}`
  if (response.content.length === 0) return [start]
  return response.content.map((media) => {
    const several = response.content.length > 1 || isRange(media.mediaType)
    const contentType = several ? `contentType: ${mediaTypeType(media.mediaType)}; ` : ''
    const body = bodyType(media, 'response', directed, responseBodyPath(id, response.status, media.mediaType))
    return `${start}; ${contentType}body: ${body}`
  })
}

type NamedOperations = { operation: Operation; name: string }[]

const isRead = ({ method }: Operation): boolean => ['get', 'head', 'options', 'trace'].includes(method)

export const isPublic = ({ security }: Operation): boolean =>
  security.length === 0 || security.some((alternative) => Object.keys(alternative).length === 0)

function interfaceText(named: NamedOperations): string {
  const members = named.map(({ operation, name }) => {
    const context = isPublic(operation) ? 'Public' : isRead(operation) ? 'Read' : 'Write'
    const note = `${operation.method.toUpperCase()} ${operation.path}${operation.summary ? `: ${operation.summary}` : ''}`
    const deprecated = operation.deprecated ? ' @deprecated' : ''
    const comment = `  /** ${note.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ')}${deprecated} */\n`
    return `${comment}  readonly ${propertyName(operation.id)}: (request: ${name}Request, context: ${context}) => Promise<${name}Response>\n`
  })
  return `
/**
 * Every operation of the contract. \`Read\` is the context of safe methods, \`Write\` that of the others, \`Public\` that of
 * operations that anyone may call, whatever their method.
 */
export interface Operations<Read, Write = Read, Public = Write> {
${members.join('')}}
`
}

const mapText = (title: 'Requests' | 'Responses', named: NamedOperations): string =>
  `export interface ${title} {\n${named
    .map(({ operation, name }) => `  ${propertyName(operation.id)}: ${name}${title.slice(0, -1)}\n`)
    .join('')}}\n`
