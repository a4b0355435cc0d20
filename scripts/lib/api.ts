import { isNode, methods, type Node } from '../openapi/grammar.ts'
import { resolve as resolveIn } from '../openapi/model/located.ts'
import { parameterWriting } from '../openapi/wire.ts'
import type { Api, Header, Media, Operation, Problem, Response, Schema, SecurityRequirement, Webhook } from './ir.ts'
import { parameterOf } from './parameters.ts'
import { sdkNames } from './sdk-names.ts'

type Deref = (node: unknown) => Node

/** Reads a normalised document into the intermediate representation. */
export function apiOf(document: Node): Api {
  const resolve: Deref = (node) => {
    const { value } = resolveIn({ document }, { value: node, pointer: '' })
    return isNode(value) ? value : {}
  }
  const info = (document.info ?? {}) as Node
  const components = (document.components ?? {}) as Record<string, Node>
  const operations = operationsOf(document, resolve)
  return {
    title: String(info.title ?? 'API'),
    version: String(info.version ?? '0.0.0'),
    document,
    schemas: (components.schemas ?? {}) as Record<string, Schema>,
    operations,
    webhooks: webhooksOf(document, resolve),
    securitySchemes: Object.fromEntries(
      Object.entries(components.securitySchemes ?? {}).map(([name, scheme]) => [name, resolve(scheme)]),
    ),
    problems: (document['x-problems'] ?? {}) as Record<string, Problem>,
    rateClasses: (document['x-rate-classes'] ?? {}) as Record<string, Record<string, unknown>>,
  }
}

function operationsOf(document: Node, resolve: Deref): Operation[] {
  const found = Object.entries((document.paths ?? {}) as Record<string, Node>).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const node = path.startsWith('/') ? item[method] : undefined
      return node ? [operationOf({ document, resolve, path, method, node: node as Node })] : []
    }),
  )
  return sdkNames(found)
}

function operationOf(given: {
  document: Node
  resolve: Deref
  path: string
  method: Operation['method']
  node: Node
}): Operation {
  const { document, resolve, path, method, node } = given
  const parameters = ((node.parameters ?? []) as unknown[]).flatMap(
    (parameter) => parameterOf(resolve(parameter)) ?? [],
  )
  const body = node.requestBody === undefined ? undefined : resolve(node.requestBody)
  const responses = responsesOf(node.responses as Node | undefined, resolve)
  const items = node['x-pagination'] === 'cursor' || node['x-pagination'] === 'page' ? node['x-pagination'] : undefined
  const named = (node['x-sdk'] ?? {}) as { resource?: string; verb?: string }
  return {
    id: node.operationId as string,
    method,
    path,
    tags: (node.tags ?? []) as string[],
    ...text(node, 'summary'),
    ...text(node, 'description'),
    sdk: { resource: named.resource ?? '', verb: named.verb ?? '' },
    parameters,
    ...(body && { body: { required: body.required === true, content: contentOf(body.content as Node, resolve) } }),
    responses,
    security: (node.security ?? document.security ?? []) as SecurityRequirement[],
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

function responsesOf(node: Node | undefined, resolve: Deref): Response[] {
  return Object.entries(node ?? {}).flatMap(([status, response]) => {
    if (status.startsWith('x-')) return []
    const { description, headers, content, 'x-problem-codes': codes } = resolve(response)
    return {
      status: status === 'default' ? status : status.toUpperCase(),
      description: String(description ?? ''),
      headers: headersOf((headers ?? {}) as Node, resolve),
      content: contentOf((content ?? {}) as Node, resolve),
      ...(Array.isArray(codes) && { codes: codes as string[] }),
    }
  })
}

/** `Content-Type` is the media type's own matter (OpenAPI 3.1 §4.8.17). */
const headersOf = (headers: Node, resolve: Deref): Header[] =>
  Object.entries(headers).flatMap(([name, header]) => {
    if (name.toLowerCase() === 'content-type') return []
    const node = resolve(header)
    const { required, schema, content, description } = node
    const carried = (schema ?? (Object.values((content ?? {}) as Node)[0] as Node | undefined)?.schema ?? {}) as Schema
    return {
      name: name.toLowerCase(),
      required: required === true,
      writing: parameterWriting(node, 'header'),
      schema: carried,
      ...text({ description }, 'description'),
    }
  })

function contentOf(content: Node | undefined, resolve: Deref): Media[] {
  return Object.entries(content ?? {}).map(([mediaType, node]) => {
    const media = resolve(node)
    return {
      mediaType,
      schema: (media.schema ?? {}) as Schema,
      examples: examplesOf(media, resolve),
      ...(media.encoding !== undefined && { encoding: media.encoding as NonNullable<Media['encoding']> }),
    }
  })
}

function examplesOf(media: Node, resolve: Deref): Media['examples'] {
  const named = Object.entries((media.examples ?? {}) as Node).flatMap(([name, node]) => {
    const example = resolve(node)
    return 'value' in example ? { name, ...text(example, 'summary'), value: example.value } : []
  })
  return 'example' in media ? [{ name: 'default', value: media.example }, ...named] : named
}

function webhooksOf(document: Node, resolve: Deref): Webhook[] {
  return Object.entries((document.webhooks ?? {}) as Node).flatMap(([name, item]) => {
    const post = (resolve(item).post ?? {}) as Node
    const content = contentOf(resolve(post.requestBody).content as Node | undefined, resolve)
    const body = content.find(({ mediaType }) => /[/+]json\b/.test(mediaType))
    return { name, ...(body && { body }), ...text(post, 'summary'), ...text(post, 'description') }
  })
}

function text<K extends 'summary' | 'description'>(node: Node, key: K): { [P in K]?: string } {
  return typeof node[key] === 'string' ? ({ [key]: node[key] } as { [P in K]?: string }) : {}
}
