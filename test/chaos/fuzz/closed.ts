/** Schemas of answers, read strictly: an object that declares members has no others. */
import type { Contract, Schema } from './contract.ts'

const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const

/** The schema of a value of its own: not one of several that say something of the same value. */
export function closed(schema: Schema, contract: Contract): Schema {
  const inside = closedInside(schema, contract)
  return declares(schema, contract) ? { ...inside, unevaluatedProperties: false } : inside
}

/** Closes the values inside, and leaves the value itself open. */
export function closedInside(schema: Schema, contract: Contract): Schema {
  const members: Record<string, unknown> = { ...schema }
  if (schema.properties !== undefined) {
    const entries = Object.entries(schema.properties)
    members.properties = Object.fromEntries(entries.map(([name, member]) => [name, closed(member, contract)]))
  }
  if (schema.items !== undefined) members.items = closed(schema.items, contract)
  if (typeof schema.additionalProperties === 'object') {
    members.additionalProperties = closed(schema.additionalProperties, contract)
  }
  for (const keyword of lists) {
    const parts = schema[keyword] as readonly Schema[] | undefined
    const close = keyword === 'prefixItems' ? closed : closedInside
    if (parts !== undefined) members[keyword] = parts.map((part) => close(part, contract))
  }
  return members
}

function declares(schema: Schema, contract: Contract): boolean {
  if (schema.properties !== undefined) return true
  if (schema.$ref !== undefined) return declares(contract.resolve(schema), contract)
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => (list ?? []) as Schema[])
  return parts.some((part) => declares(part, contract))
}
