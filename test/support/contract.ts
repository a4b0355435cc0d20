/** What the contract says of an operation that the route table does not hold: the problem codes of its answers. */
import { readFileSync } from 'node:fs'
import { type Route, routes } from '../../generated/v2/operations.ts'

interface Response {
  readonly $ref?: string
  readonly 'x-problem-codes'?: readonly string[]
}

interface Bundle {
  readonly paths: Record<string, Record<string, { operationId?: string; responses: Record<string, Response> }>>
  readonly components: { readonly responses: Record<string, Response> }
}

const bundle: Bundle = JSON.parse(readFileSync('generated/v2/openapi.json', 'utf8'))

function codesOf({ method, path }: Route): string[] {
  const operation = bundle.paths[path]?.[method.toLowerCase()]
  return Object.values(operation?.responses ?? {}).flatMap(({ $ref, ...response }) => {
    const resolved = $ref === undefined ? response : bundle.components.responses[$ref.split('/').at(-1) as string]
    return resolved?.['x-problem-codes'] ?? []
  })
}

/** By operation id. */
export const problemCodes: ReadonlyMap<string, readonly string[]> = new Map(
  routes.map((route) => [route.id, codesOf(route)]),
)

/** The route that gets one object of the collection that this route lists. */
export function itemOf({ path }: Route): Route | undefined {
  return routes.find(
    ({ method, path: other }) => method === 'GET' && other.replace(/\/\{[^}]+\}$/, '') === path && other !== path,
  )
}
