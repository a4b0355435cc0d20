import type { Document, Schema } from '../question.ts'

/** What a local `$ref` names, and the JSON pointer of it; undefined where it dangles or leaves the document. */
export interface Target {
  schema: Schema
  pointer: string
}

export const escapePointer = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1')

const targets = new WeakMap<Document, Map<string, Target | undefined>>()

/** Resolves `#/a/b` (RFC 6901, percent-decoded) and `#anchor`. */
export function resolve(reference: string, document: Document): Target | undefined {
  const known = targets.get(document) ?? new Map<string, Target | undefined>()
  targets.set(document, known)
  if (!known.has(reference)) known.set(reference, find(reference, document))
  return known.get(reference)
}

function find(reference: string, document: Document): Target | undefined {
  if (!reference.startsWith('#')) return undefined
  const fragment = decode(reference.slice(1))
  if (fragment !== '' && !fragment.startsWith('/')) return findAnchor(document, fragment, '#')
  let value: unknown = document
  for (const segment of fragment.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Document)[name]
  }
  return isSchema(value) ? { schema: value, pointer: `#${fragment}` } : undefined
}

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value))

const decode = (fragment: string): string => {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function findAnchor(value: unknown, anchor: string, pointer: string): Target | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (isSchema(value) && (value as Document).$anchor === anchor) return { schema: value, pointer }
  for (const [name, child] of Object.entries(value)) {
    const found = findAnchor(child, anchor, `${pointer}/${escapePointer(name)}`)
    if (found) return found
  }
  return undefined
}
