import type { Document, Schema, SchemaObject } from '../json-schema/question.ts'
import { resolve } from '../json-schema/read/resolve.ts'

/**
 * The branches of a `oneOf` or `anyOf` with their `discriminator` (OpenAPI 3.1 §4.8.25). A branch that does not
 * restrict the tag itself gets the tags that the mapping gives it, or its component's name.
 */
export function tagBranches(schema: SchemaObject, branches: Schema[], document: Document): Schema[] {
  const discriminator = schema.discriminator as SchemaObject | undefined
  const tag = discriminator?.propertyName
  if (typeof tag !== 'string') return branches
  const mapping = Object.entries((discriminator?.mapping ?? {}) as { [value: string]: string })
  return branches.map((branch) => {
    const reference = typeof branch === 'object' ? branch.$ref : undefined
    if (typeof reference !== 'string' || pins(branch, tag, document)) return branch
    const component = reference.slice(reference.lastIndexOf('/') + 1)
    const mapped = mapping.filter(([, target]) => target === reference || target === component).map(([value]) => value)
    const names = mapped.length > 0 ? mapped : [component]
    return { allOf: [branch], required: [tag], properties: { [tag]: { enum: names } } }
  })
}

function pins(schema: Schema, tag: string, document: Document, seen = new Set<Schema>()): boolean {
  if (typeof schema !== 'object' || seen.has(schema)) return false
  seen.add(schema)
  const own = (schema.properties as { [name: string]: Schema } | undefined)?.[tag]
  if (own !== undefined && isPinned(own, document)) return true
  const target = typeof schema.$ref === 'string' ? resolve(schema.$ref, document)?.schema : undefined
  const parts = [...(target === undefined ? [] : [target]), ...((schema.allOf as Schema[] | undefined) ?? [])]
  return parts.some((part) => pins(part, tag, document, seen))
}

function isPinned(schema: Schema, document: Document): boolean {
  if (typeof schema !== 'object') return false
  if ('const' in schema || 'enum' in schema) return true
  const target = typeof schema.$ref === 'string' ? resolve(schema.$ref, document)?.schema : undefined
  return target !== undefined && typeof target === 'object' && ('const' in target || 'enum' in target)
}
