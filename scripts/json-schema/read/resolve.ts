import { at, fromFragment, step } from '../pointer.ts'
import type { Document, Schema } from '../question.ts'

/** The target of a local `$ref`, with its JSON pointer. */
interface ResolvedSchema {
  schema: Schema
  pointer: string
}

const targets = new WeakMap<Document, Map<string, ResolvedSchema | undefined>>()

/** Resolves `#/a/b` (RFC 6901, percent-decoded) and `#anchor`. */
export function resolve(reference: string, document: Document): ResolvedSchema | undefined {
  const known = targets.get(document) ?? new Map<string, ResolvedSchema | undefined>()
  targets.set(document, known)
  if (!known.has(reference)) known.set(reference, find(reference, document))
  return known.get(reference)
}

function find(reference: string, document: Document): ResolvedSchema | undefined {
  if (!reference.startsWith('#')) return undefined
  const fragment = fromFragment(reference.slice(1))
  if (fragment !== '' && !fragment.startsWith('/')) return findAnchor(document, fragment, '#')
  const value = at(document, fragment)
  return isSchema(value) ? { schema: value, pointer: `#${fragment}` } : undefined
}

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value))

function findAnchor(value: unknown, anchor: string, pointer: string): ResolvedSchema | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (isSchema(value) && (value as Document).$anchor === anchor) return { schema: value, pointer }
  for (const [name, child] of Object.entries(value)) {
    const found = findAnchor(child, anchor, step(pointer, name))
    if (found) return found
  }
  return undefined
}
