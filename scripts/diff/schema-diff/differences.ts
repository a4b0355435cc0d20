import { isNode, type Node } from '../../openapi/grammar.ts'
import type { Cause } from './cause.ts'
import { compositions } from './compositions.ts'
import { bounds, values } from './constraints.ts'
import { containers } from './containers.ts'
import { members } from './members.ts'
import type { Same } from './same.ts'
import { types } from './types.ts'

/** Two schema objects, resolved, of which something differs. */
export interface SchemaPair {
  a: Node
  b: Node
  same: Same
  pointers: { base: string; revision: string }
  /** A property's schema as `readOnly` and `writeOnly` have it, through its `$ref`s. */
  modes: (side: 'base' | 'revision', schema: unknown) => Modes
  /** What each value of a schema matches: the schema, what it refers to, the parts of its `allOf`. */
  conjunctsOf: (side: 'base' | 'revision', schema: unknown) => Node[]
  /** True where some schema has `unevaluated…`, to which it matters whether a member or item is spoken of at all. */
  usesUnevaluated: boolean
}

export interface Modes {
  readOnly: boolean
  writeOnly: boolean
  withDefault: boolean
}

/** A cause without its places, which are those of the two schemas. */
export type Difference = Omit<Cause, 'base' | 'revision' | 'key'> & { keyword?: string; path?: string[] }

const readers = [types, values, bounds, members, containers, compositions]

/** Every single difference in what two schema objects themselves take; what is below them is not looked into. */
export function differencesOf(two: SchemaPair): Difference[] {
  const found = readers.flatMap((read) => read(two))
  const leaving = found.find(({ ops }) => ops.some(({ kind }) => kind === 'replace'))
  // A schema of another type altogether is one change, not one for each keyword that no longer fits.
  return leaving === undefined ? [...found, ...unread(two, found)] : [leaving]
}

/** What no reader knows must not pass in silence. */
function unread({ a, b, same }: SchemaPair, found: Difference[]): Difference[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => !known.has(key) && !key.startsWith('x-') && !found.some((facet) => facet.keyword === key))
    .filter((key) => !same(a[key], b[key]))
    .map((key) => ({
      aspect: 'keyword-changed',
      keyword: key,
      from: a[key],
      to: b[key],
      ops: [{ kind: 'keywords', keys: [key] }],
    }))
}

/** Keywords that the readers, or the walk over the schemas below, compare. */
const known = new Set([
  ...['type', 'format', 'enum', 'const', 'pattern', 'multipleOf', 'uniqueItems', 'nullable', 'required', 'properties'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...['minProperties', 'maxProperties', 'minContains', 'maxContains', 'contains', 'items', 'prefixItems'],
  ...['additionalProperties', 'patternProperties', 'propertyNames', 'dependentRequired', 'dependentSchemas'],
  ...['unevaluatedItems', 'unevaluatedProperties', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', '$ref'],
  ...['title', 'description', 'example', 'examples', 'externalDocs', 'xml', 'default', 'deprecated', 'readOnly'],
  ...['writeOnly', 'discriminator', 'contentEncoding', 'contentMediaType', 'contentSchema', '$comment', '$defs'],
  ...['definitions', '$id', '$anchor', '$schema', '$dynamicAnchor'],
])

/** Keys of a map that only one side has, and those of both. */
export function keysOf(a: unknown, b: unknown): { removed: string[]; added: string[]; kept: string[] } {
  const left = isNode(a) ? Object.keys(a) : []
  const right = isNode(b) ? Object.keys(b) : []
  return {
    removed: left.filter((key) => !right.includes(key)),
    added: right.filter((key) => !left.includes(key)),
    kept: left.filter((key) => right.includes(key)),
  }
}
