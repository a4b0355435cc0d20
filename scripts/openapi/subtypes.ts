import type { Document, Schema, SchemaObject } from '../json-schema/question.ts'
import { isJsonObject } from './grammar.ts'

/** The components that refer to each component in their `allOf`, by name. */
const children = new WeakMap<Document, Map<string, string[]>>()

const prefix = '#/components/schemas/'
const nameOf = (reference: unknown): string | undefined =>
  typeof reference === 'string' && reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined

const componentsOf = (document: Document): [string, Schema][] => {
  const components = isJsonObject(document.components) ? document.components.schemas : undefined
  return isJsonObject(components) ? (Object.entries(components) as [string, Schema][]) : []
}

function childrenOf(document: Document): Map<string, string[]> {
  const known = children.get(document)
  if (known !== undefined) return known
  const found = new Map<string, string[]>()
  children.set(document, found)
  for (const [name, schema] of componentsOf(document)) {
    const parts = typeof schema === 'object' && Array.isArray(schema.allOf) ? (schema.allOf as unknown[]) : []
    for (const part of parts) {
      const parent = isJsonObject(part) ? nameOf(part.$ref) : undefined
      if (parent !== undefined && parent !== name) found.set(parent, [...(found.get(parent) ?? []), name])
    }
  }
  return found
}

/**
 * The components that only a discriminator leads to (OpenAPI 3.1.1, section 4.8.25.4): those that take a schema with a
 * discriminator, and without alternatives of its own, as a part of their `allOf`, at any number of removes.
 */
export function subtypesOf(schema: SchemaObject, document: Document): string[] {
  if (!isJsonObject(schema.discriminator) || 'oneOf' in schema || 'anyOf' in schema) return []
  const own = componentsOf(document).find(([, each]) => each === schema)?.[0]
  if (own === undefined) return []
  const found = new Set<string>()
  const queue = [own]
  for (const name of queue)
    for (const child of childrenOf(document).get(name) ?? [])
      if (child !== own && !found.has(child)) {
        found.add(child)
        queue.push(child)
      }
  return [...found]
}

/** What a message of the schema is as meant: one of its subtypes by its tag, or itself; undefined where it has none. */
export function subtypeBranches(schema: SchemaObject, document: Document): Schema[] | undefined {
  const names = subtypesOf(schema, document)
  const { propertyName: tag, mapping } = Object(schema.discriminator) as { propertyName?: unknown; mapping?: object }
  if (names.length === 0 || typeof tag !== 'string') return undefined
  const own = componentsOf(document).find(([, each]) => each === schema)?.[0] as string
  const tagsOf = (name: string) => {
    const mapped = Object.entries(mapping ?? {}).filter(([, target]) => target === name || nameOf(target) === name)
    return mapped.length > 0 ? mapped.map(([value]) => value) : [name]
  }
  const tagged = (name: string) => ({ required: [tag], properties: { [tag]: { enum: tagsOf(name) } } })
  return [...names.map((name) => ({ allOf: [{ $ref: prefix + name }], ...tagged(name) })), tagged(own)]
}
