import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Cause } from './cause.ts'
import type { Same } from './same.ts'

/** Two schema objects, resolved, of which something differs. */
export interface SchemaPair {
  a: JsonObject
  b: JsonObject
  same: Same
  pointers: { base: string; revision: string }
  /** A property's schema as `readOnly` and `writeOnly` have it, through its `$ref`s. */
  modes: (side: 'base' | 'revision', schema: unknown) => Modes
  /** What each value of a schema matches: the schema, what it refers to, the parts of its `allOf`. */
  conjunctsOf: (side: 'base' | 'revision', schema: unknown) => JsonObject[]
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

/** Keys of a map that only one side has, and those of both. */
export function keysOf(a: unknown, b: unknown): { removed: string[]; added: string[]; kept: string[] } {
  const left = isJsonObject(a) ? Object.keys(a) : []
  const right = isJsonObject(b) ? Object.keys(b) : []
  return {
    removed: left.filter((key) => !right.includes(key)),
    added: right.filter((key) => !left.includes(key)),
    kept: left.filter((key) => right.includes(key)),
  }
}
