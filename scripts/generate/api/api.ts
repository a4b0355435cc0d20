import { isJsonObject, type JsonObject, type methods } from '../../openapi/grammar.ts'
import type { Body, Contract, Exchange, Media, Parameter, Response, Schemas } from '../../openapi/model/exchange.ts'
import { entriesOf, type Located, raw } from '../../openapi/model/located.ts'
import { nameOperations } from './operation-names.ts'

/** One alternative of a security requirement: scheme name to scopes, all of which must hold. */
export type SecurityRequirement = Record<string, string[]>

/** An operation of the contract, with what generation needs to know of it beyond OpenAPI. */
export interface Operation {
  id: string
  method: (typeof methods)[number]
  /** The template, with braces. */
  path: string
  tags: string[]
  summary?: string
  description?: string
  /** The SDK's name for it: `stockroom.<resource>.<verb>`. */
  sdk: { resource: string; verb: string }
  parameters: Parameter[]
  body?: Body
  responses: Response[]
  /** Those nearest to it: its own, its path's or the document's. */
  servers: Located<JsonObject>[]
  /** The servers are the document's. */
  serversAreGlobal: boolean
  /** Alternatives; empty when anyone may call. */
  security: SecurityRequirement[]
  rateClass?: string
  /** True where the operation takes `Idempotency-Key`. */
  idempotent: boolean
  /** Set where the operation is a list that `next_cursor` continues. */
  pagination?: { style: 'cursor' | 'page'; items: string }
  deprecated: boolean
  /** RFC 3339 full-date. */
  sunset?: string
  /** The operation id that replaces it. */
  successor?: string
}

export interface Webhook {
  name: string
  /** Absent where the webhook carries no JSON body. */
  body?: Media
  summary?: string
  description?: string
}

export interface Problem {
  status: number
  title: string
  description?: string
}

/** What every generator, and the mock, reads. */
export interface Api {
  title: string
  version: string
  /** OpenAPI 3.1 whatever the source was; local `$ref`s of the form `#/components/<section>/<name>` only. */
  document: JsonObject
  schemas: Schemas
  operations: Operation[]
  webhooks: Webhook[]
  securitySchemes: Record<string, JsonObject>
  problems: Record<string, Problem>
  rateClasses: Record<string, JsonObject>
}

/** Reads the model of a completed contract for generation. */
export function apiOf(contract: Contract): Api {
  const { document, exchanges } = contract
  const info = isJsonObject(document.info) ? document.info : {}
  const components: Located<JsonObject> = {
    value: isJsonObject(document.components) ? document.components : {},
    pointer: '/components',
  }
  const schemes = entriesOf(contract, raw(components, 'securitySchemes'))
  return {
    title: String(info.title ?? 'API'),
    version: String(info.version ?? '0.0.0'),
    document,
    schemas: (components.value.schemas ?? {}) as Schemas,
    operations: nameOperations(exchanges.filter(({ kind }) => kind === 'operation').map(operationOf)),
    webhooks: exchanges.filter(({ kind, method }) => kind === 'webhook' && method === 'POST').map(webhookOf),
    securitySchemes: Object.fromEntries(schemes.map(([name, { value }]) => [name, value])),
    problems: (document['x-problems'] ?? {}) as Record<string, Problem>,
    rateClasses: (document['x-rate-classes'] ?? {}) as Record<string, JsonObject>,
  }
}

function operationOf(exchange: Exchange): Operation {
  const { parameters, body, responses, servers, serversAreGlobal, security, template: path } = exchange
  const { value: node } = exchange.operation
  const items = node['x-pagination'] === 'cursor' || node['x-pagination'] === 'page' ? node['x-pagination'] : undefined
  const named = (node['x-sdk'] ?? {}) as { resource?: string; verb?: string }
  return {
    id: node.operationId as string,
    method: exchange.method.toLowerCase() as Operation['method'],
    path,
    tags: (node.tags ?? []) as string[],
    ...wordsOf(node),
    sdk: { resource: named.resource ?? '', verb: named.verb ?? '' },
    parameters,
    ...(body && { body }),
    responses,
    servers,
    serversAreGlobal,
    security: (security?.value ?? []) as SecurityRequirement[],
    ...(typeof node['x-rate-class'] === 'string' && { rateClass: node['x-rate-class'] }),
    idempotent: parameters.some(
      ({ in: place, name }) => place === 'header' && name.toLowerCase() === 'idempotency-key',
    ),
    ...(items && { pagination: { style: items, items: 'data' } }),
    deprecated: node.deprecated === true,
    ...(typeof node['x-sunset'] === 'string' && { sunset: node['x-sunset'] }),
    ...(typeof node['x-successor'] === 'string' && { successor: node['x-successor'] }),
  }
}

function webhookOf({ template: name, body, operation }: Exchange): Webhook {
  const json = body?.content.find(({ mediaType }) => /[/+]json\b/.test(mediaType))
  return { name, ...(json && { body: json }), ...wordsOf(operation.value) }
}

const wordsOf = ({ summary, description }: JsonObject): { summary?: string; description?: string } => ({
  ...(typeof summary === 'string' && { summary }),
  ...(typeof description === 'string' && { description }),
})
