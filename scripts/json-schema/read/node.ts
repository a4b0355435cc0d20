import type { Json } from '../question.ts'

export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object'
export const TYPES: readonly TypeName[] = ['object', 'array', 'string', 'number', 'boolean', 'null']

/**
 * A schema that has been read. Every keyword has a place here or is in `unread`. Absent sub-schemas accept
 * everything.
 */
export interface SchemaNode {
  /** The same number for equal schemas of both documents, through `$ref`s. `identify` sets it. */
  id: number
  /** Its pointer: `#/components/…` after a `$ref`, otherwise from the question's schema. */
  pointer: string
  /** Set for a wrapper: a schema that consists of one other schema. */
  alias: SchemaNode | null
  never: boolean
  /** Null for all types. `integer` is a number that is a multiple of 1. */
  types: ReadonlySet<TypeName | 'integer'> | null
  /** `enum` and `const`. */
  values: Json[] | null
  all: SchemaNode[]
  any: SchemaNode[][]
  one: SchemaNode[][]
  not: SchemaNode[]
  when: { if: SchemaNode; yes: SchemaNode; no: SchemaNode }[]
  number: NumberFacet
  string: StringFacet
  array: ArrayFacet
  object: ObjectFacet
  unread: { keyword: string; pointer: string; value: string }[]
}

export interface NumberFacet {
  minimum: number | null
  maximum: number | null
  above: number | null
  below: number | null
  multipleOf: number | null
}

export interface StringFacet {
  min: number
  max: number
  pattern: string | null
  format: string | null
  /** Texts that the author gives for it. */
  samples?: readonly string[]
}

export interface ArrayFacet {
  prefix: SchemaNode[]
  items: SchemaNode | null
  contains: SchemaNode | null
  minContains: number
  maxContains: number
  min: number
  max: number
  unique: boolean
  unevaluated: SchemaNode | null
}

export interface ObjectFacet {
  properties: Map<string, SchemaNode>
  /** Members that no value has in this direction. */
  hidden: ReadonlySet<string>
  patterns: [pattern: string, node: SchemaNode][]
  additional: SchemaNode | null
  names: SchemaNode | null
  required: string[]
  min: number
  max: number
  dependentRequired: [string, string[]][]
  dependentSchemas: [string, SchemaNode][]
  unevaluated: SchemaNode | null
}

export function emptyNode(pointer: string): SchemaNode {
  return {
    id: 0,
    pointer,
    alias: null,
    never: false,
    types: null,
    values: null,
    all: [],
    any: [],
    one: [],
    not: [],
    when: [],
    number: { minimum: null, maximum: null, above: null, below: null, multipleOf: null },
    string: { min: 0, max: Number.POSITIVE_INFINITY, pattern: null, format: null },
    array: emptyArray(),
    object: emptyObject(),
    unread: [],
  }
}

const emptyArray = (): ArrayFacet => ({
  prefix: [],
  items: null,
  contains: null,
  minContains: 1,
  maxContains: Number.POSITIVE_INFINITY,
  min: 0,
  max: Number.POSITIVE_INFINITY,
  unique: false,
  unevaluated: null,
})

const emptyObject = (): ObjectFacet => ({
  properties: new Map(),
  hidden: new Set(),
  patterns: [],
  additional: null,
  names: null,
  required: [],
  min: 0,
  max: Number.POSITIVE_INFINITY,
  dependentRequired: [],
  dependentSchemas: [],
  unevaluated: null,
})

/** The node inside wrappers. A wrapper of itself stays. */
export function follow(node: SchemaNode): SchemaNode {
  let current = node
  for (let hops = 0; current.alias && hops < 64; hops++) current = current.alias
  return current
}

export const typeOf = (value: Json): TypeName =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : (typeof value as 'boolean' | 'number' | 'string' | 'object')

export const admits = (node: SchemaNode, type: TypeName): boolean =>
  node.types === null || node.types.has(type) || (type === 'number' && node.types.has('integer'))

/** True where a number has to be an integer. */
export const isWhole = (node: SchemaNode): boolean => node.types?.has('integer') === true && !node.types.has('number')
