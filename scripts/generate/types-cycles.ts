import { member, tokens } from '../json-schema/pointer.ts'
import type { JsonObject } from '../openapi/grammar.ts'

/** Keywords whose schemas TypeScript resolves together with the type itself. It resolves members of an object later. */
const atOnce = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']

/**
 * Cuts each cycle of schemas that passes through no member of an object, such as `Json: anyOf [string, array of
 * Json]`, at its end. TypeScript refuses such a cycle (TS2502), so that the inner type is `unknown`.
 */
export function cutCycles(schemas: Record<string, JsonObject>): void {
  const done = new Set<string>()
  const open = new Set<string>()

  function enter(name: string): void {
    const schema = member(schemas, name)
    if (schema === undefined || done.has(name)) return
    open.add(name)
    follow(schema)
    open.delete(name)
    done.add(name)
  }

  function follow(value: unknown): void {
    for (const schema of [value].flat()) {
      if (typeof schema === 'object' && schema !== null) followOne(schema as JsonObject)
    }
  }

  function followOne(schema: JsonObject): void {
    const [, kind, name] = typeof schema.$ref === 'string' ? tokens(schema.$ref.slice(1)) : []
    if (kind === 'schemas' && name !== undefined) {
      if (open.has(name)) delete schema.$ref
      else enter(name)
    }
    for (const keyword of atOnce) follow(member(schema, keyword))
  }

  for (const name of Object.keys(schemas)) enter(name)
}
