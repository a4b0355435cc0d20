/** Where a contract lets a request name an object beside its path: members of its body, and filters of its lists. */
import { readFileSync } from 'node:fs'
import type { Route } from '../../../server/http/route.ts'

/** The resource whose objects a name stands for; null: of another world. */
const named: Readonly<Record<string, string | null>> = {
  owner_id: 'people',
  order_id: 'orders',
  customer_id: 'customers',
  product_id: 'products',
  object_id: 'orders',
  // OAuth's own.
  client_id: null,
}

export interface Reference {
  readonly name: string
  readonly resource: string
  /** Of the members that lead to it; an item of a list is 0. */
  readonly path: readonly (string | number)[]
}

// biome-ignore lint/suspicious/noExplicitAny: a document as it is read.
type Any = any

const documents: Readonly<Record<string, Any>> = Object.fromEntries(
  ['v1', 'v2'].map((name) => {
    const file = new URL(`../../../generated/${name}/openapi.json`, import.meta.url)
    return [name, JSON.parse(readFileSync(file, 'utf8'))]
  }),
)

/** @throws Error naming the operation and the member of which nobody said what it names */
export function bodyReferences(route: Route): Reference[] {
  const content = operationOf(route).requestBody?.content ?? {}
  const [media] = Object.values(content) as Any[]
  return media === undefined ? [] : referencesIn(route, media.schema, [])
}

export interface Parameter {
  readonly name: string
  readonly schema: Any
}

export function parametersOf(route: Route, place: 'query' | 'header'): readonly Parameter[] {
  return (operationOf(route).parameters ?? [])
    .map((parameter: Any) => resolved(route, parameter))
    .filter((parameter: Any) => parameter.in === place)
    .map(({ name, schema }: Any) => ({ name, schema: resolved(route, schema) }))
}

/** The resource whose objects the parameter names; undefined: it names none. @throws Error as `bodyReferences` */
export function resourceNamedBy(route: Route, { name, schema }: Parameter): string | undefined {
  return referenceOf(route, name, schema, [name])[0]?.resource
}

function referencesIn(route: Route, schema: Any, path: readonly (string | number)[]): Reference[] {
  const { properties = {}, items, allOf = [], oneOf = [], anyOf = [] } = resolved(route, schema)
  const parts = [...allOf, ...oneOf, ...anyOf].flatMap((part: Any) => referencesIn(route, part, path))
  const members = Object.entries(properties).flatMap(([name, member]) => [
    ...referenceOf(route, name, resolved(route, member), [...path, name]),
    ...referencesIn(route, member, [...path, name]),
  ])
  return [...parts, ...members, ...(items === undefined ? [] : referencesIn(route, items, [...path, 0]))]
}

function referenceOf(route: Route, name: string, schema: Any, path: Reference['path']): Reference[] {
  if (!/_ids?$/.test(name) && (schema.items ?? schema).format !== 'uuid') return []
  const resource = named[name]
  if (resource === null) return []
  if (resource !== undefined) return [{ name, resource, path }]
  throw new Error(`${route.id}: nobody says what "${name}" names; say it in test/support/matrix/references.ts`)
}

function operationOf({ path, method }: Route): Any {
  return documents[path.startsWith('/v1/') ? 'v1' : 'v2'].paths[path][method.toLowerCase()]
}

function resolved(route: Route, value: Any): Any {
  const pointer: string | undefined = value?.$ref
  if (pointer === undefined) return value ?? {}
  const document = documents[route.path.startsWith('/v1/') ? 'v1' : 'v2']
  const found = pointer
    .slice(2)
    .split('/')
    .reduce((at: Any, name) => at[name.replaceAll('~1', '/').replaceAll('~0', '~')], document)
  return resolved(route, found)
}
