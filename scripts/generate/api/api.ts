import { isJsonObject, type JsonObject, type methods } from '../../openapi/grammar.ts'
import type { Body, Contract, Exchange, Media, Parameter, Response, Schemas } from '../../openapi/model/exchange.ts'
import { entriesOf, type Located, raw } from '../../openapi/model/located.ts'
import { nameOperations } from './operation-names.ts'

/** One alternative of a security requirement: scheme name to scopes, all of which must hold. */
export type SecurityRequirement = Record<string, string[]>

/** An operation of the contract, with what generators need beyond OpenAPI. */
export interface Operation {
  id: string
  method: (typeof methods)[number]
  /** The template, with braces. */
  path: string
  tags: string[]
  summary?: string
  description?: string
  /** Its name in the SDK: `stockroom.<resource>.<verb>`. */
  sdk: { resource: string; verb: string }
  parameters: Parameter[]
  body?: Body
  responses: Response[]
  /** Its own servers, or its path's, or the document's. */
  servers: Located<JsonObject>[]
  /** True where the servers are the document's. */
  serversAreGlobal: boolean
  /** The alternatives; empty where anyone may call. */
  security: SecurityRequirement[]
  rateClass?: string
  /** True where the operation takes `Idempotency-Key`. */
  idempotent: boolean
  /** Set for an operation that returns a list by pages. */
  pagination?: { style: 'cursor' | 'page'; items: string }
  deprecated: boolean
  /** RFC 3339 full-date. */
  sunset?: string
  /** The id of the operation that replaces it. */
  successor?: string
}

interface Webhook {
  name: string
  /** Absent where the webhook has no JSON body. */
  body?: Media
  summary?: string
  description?: string
}

interface Problem {
  status: number
  title: string
  description?: string
}

/** The contract as the generators and the mock read it. */
export interface Api {
  title: string
  version: string
  /** Always OpenAPI 3.1. Every `$ref` has the form `#/components/<section>/<name>`. */
  document: JsonObject
  schemas: Schemas
  operations: Operation[]
  webhooks: Webhook[]
  securitySchemes: Record<string, JsonObject>
  problems: Record<string, Problem>
  rateClasses: Record<string, JsonObject>
}

/** Derives the generators' model from a completed contract. */
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
