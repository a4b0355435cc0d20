/** The operations of every version, from the bundled contracts and the generated route tables. */
import { readFileSync } from 'node:fs'
import { routes as routesV1 } from '../../../generated/v1/operations.ts'
import { routes as routesV2 } from '../../../generated/v2/operations.ts'
import type { Route } from '../../../server/http/route.ts'

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly [keyword: string]: unknown
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
}

export interface Response {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: Schema }>>
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
  readonly 'x-problem-codes'?: readonly string[]
}

export interface Operation extends Route {
  /** `v2 createOrder` */
  readonly name: string
  readonly contract: Contract
  readonly parameters: readonly Parameter[]
  /** By media type. */
  readonly bodies: Readonly<Record<string, Schema>>
  readonly answers: Readonly<Record<string, Response>>
  /** The segment of the path before an object's id, or its last: `orders`. */
  readonly collection: string
}

export interface Contract {
  readonly version: string
  readonly document: Document
  readonly operations: readonly Operation[]
  /** The headers that any answer of the contract may have, in lower case. */
  readonly headers: ReadonlySet<string>
  /** Follows `$ref` to what it names. */
  resolve<T extends object>(node: T | { readonly $ref: string }): T
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described> & { parameters?: readonly Parameter[] }>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly headers: Readonly<Record<string, object>>
  }
  readonly 'x-problems': Readonly<Record<string, { readonly status: number }>>
}

interface Described {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<Record<string, Response>>
}

function readContract(version: string, routes: readonly Route[]): Contract {
  const file = new URL(`../../../generated/${version}/openapi.json`, import.meta.url)
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document
  const resolve: Contract['resolve'] = (node) => {
    let found: unknown = node
    for (let ref = refOf(found); ref !== undefined; ref = refOf(found)) found = at(document, ref)
    return found as never
  }
  const headers = new Set(Object.keys(document.components.headers).map((name) => name.toLowerCase()))
  const contract: Contract = { version, document, headers, resolve, operations: [] }
  const operations = routes.map((route) => operationOf(route, contract))
  return Object.assign(contract, { operations })
}

function operationOf(route: Route, contract: Contract): Operation {
  const { document, version, resolve } = contract
  const item = document.paths[route.path] as Document['paths'][string]
  const described = item[route.method.toLowerCase()] as Described
  const parameters = [...(item.parameters ?? []), ...(described.parameters ?? [])].map((one) => resolve(one))
  const content = Object.entries(described.requestBody?.content ?? {})
  const answers = Object.entries(described.responses).map(([status, response]) => [
    status,
    withHeaders(resolve(response), resolve),
  ])
  return {
    ...route,
    name: `${version} ${route.id}`,
    contract,
    parameters,
    bodies: Object.fromEntries(content.map(([type, { schema }]) => [type, schema])),
    answers: Object.fromEntries(answers),
    collection: /([^/]+)\/\{[^}]+\}/.exec(route.path)?.[1] ?? route.path.split('/').at(-1) ?? '',
  }
}

function withHeaders(response: Response, resolve: Contract['resolve']): Response {
  const headers = Object.entries(response.headers ?? {}).map(([name, header]) => [name.toLowerCase(), resolve(header)])
  return { ...response, headers: Object.fromEntries(headers) }
}

const refOf = (node: unknown) => (node as { $ref?: string }).$ref

const at = (document: object, ref: string) =>
  ref
    .split('/')
    .slice(1)
    .reduce<unknown>((node, step) => (node as Record<string, unknown>)[decodeURIComponent(step)], document)

export const contracts: readonly Contract[] = [readContract('v1', routesV1), readContract('v2', routesV2)]
export const operations: readonly Operation[] = contracts.flatMap((contract) => contract.operations)

/** `product_id` to `products`: the parameters of paths say which collection an id is of. */
export const collectionOfId: ReadonlyMap<string, string> = new Map(
  operations.flatMap(({ path, collection }) => {
    const name = /\{([^}]+)\}/.exec(path)?.[1]
    return name === undefined ? [] : [[name, collection] as const]
  }),
)
