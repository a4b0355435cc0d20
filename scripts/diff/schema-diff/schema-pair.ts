import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Cause } from './cause.ts'
import type { Same } from './same.ts'

/** Two resolved schema objects that differ. */
export interface SchemaPair {
  a: JsonObject
  b: JsonObject
  same: Same
  pointers: { base: string; revision: string }
  /** `readOnly`, `writeOnly` and `default` of a property's schema, through its `$ref`s and the parts of its `allOf`. */
  modes: (side: 'base' | 'revision', schema: unknown) => Modes
  /** The schemas that each value of a schema matches: the schema, its target, the parts of its `allOf`. */
  conjunctsOf: (side: 'base' | 'revision', schema: unknown) => JsonObject[]
  /** All schemas that hold for the value that these two are of, on each side. */
  whole: Record<'base' | 'revision', () => JsonObject[]>
  /** True where some schema has `unevaluated…`, so that declaring a member or item has an effect of its own. */
  usesUnevaluated: boolean
}

export interface Modes {
  readOnly: boolean
  writeOnly: boolean
  withDefault: boolean
}

/** A cause without its pointers, which are those of the two schemas. */
export type Difference = Omit<Cause, 'base' | 'revision' | 'key'> & { keyword?: string; path?: string[] }

/** The keys that only one map has, and those of both. */
export function keysOf(a: unknown, b: unknown): { removed: string[]; added: string[]; kept: string[] } {
  const left = isJsonObject(a) ? Object.keys(a) : []
  const right = isJsonObject(b) ? Object.keys(b) : []
  return {
    removed: left.filter((key) => !right.includes(key)),
    added: right.filter((key) => !left.includes(key)),
    kept: left.filter((key) => right.includes(key)),
  }
}
