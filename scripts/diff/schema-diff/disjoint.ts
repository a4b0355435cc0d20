import { canonical } from '../../json-schema/canonical-json.ts'
import { at, fromFragment } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Loaded } from '../../openapi/load.ts'
import type { Located } from '../../openapi/model/located.ts'

/** True where no value can match two alternatives: any two accept different types, or require different constants. */
export function areDisjoint(contract: Loaded, located: Located<JsonObject>, keyword: string): boolean {
  const list = located.value[keyword]
  if (!Array.isArray(list) || list.length < 2) return true
  const marks = list.map((schema) => marksOf(contract, schema))
  return marks.every((one, index) => marks.slice(index + 1).every((other) => differ(one, other)))
}

/** What all values of a schema have in common. */
interface Marks {
  types: Texts
  /** The constants that the value may be. */
  values: Texts | undefined
  /** The required members that have constants, with these. */
  tags: ReadonlyMap<string, Texts>
}

function differ(one: Marks, other: Marks): boolean {
  if (haveNoneInCommon(one.values, other.values)) return true
  const types = shared(one.types, other.types)
  if (types.size === 0) return true
  const isObject = types.size === 1 && types.has('object')
  return isObject && [...one.tags].some(([name, values]) => haveNoneInCommon(values, other.tags.get(name)))
}

type Texts = ReadonlySet<string>

const haveNoneInCommon = (a: Texts | undefined, b: Texts | undefined) =>
  a !== undefined && b !== undefined && shared(a, b).size === 0

const shared = (a: Texts, b: Texts): Texts => new Set([...a].filter((item) => b.has(item)))

const all: Texts = new Set(['null', 'boolean', 'object', 'array', 'number', 'string'])

function marksOf(contract: Loaded, schema: unknown): Marks {
  const schemas = conjunctsOf(contract, schema)
  const demanded = new Set(schemas.flatMap(({ required }) => (Array.isArray(required) ? required : [])))
  const tags = new Map<string, Texts>()
  for (const { properties } of schemas)
    for (const [name, member] of isJsonObject(properties) ? Object.entries(properties) : []) {
      const values = demanded.has(name) && !tags.has(name) ? constantsOf(contract, member) : undefined
      if (values !== undefined) tags.set(name, values)
    }
  const types = schemas.map(typesOf).reduce(shared, all)
  return { types, values: constantsOf(contract, schema), tags }
}

/** The schemas that each value matches: the schema, its target, the parts of its `allOf`, a single alternative. */
export function conjunctsOf(contract: Loaded, schema: unknown): JsonObject[] {
  const found = new Set<JsonObject>()
  const open = [schema]
  while (open.length > 0) {
    const next = open.pop()
    if (!isJsonObject(next) || found.has(next)) continue
    found.add(next)
    if (typeof next.$ref === 'string') open.push(at(contract.document, fromFragment(next.$ref.slice(1))))
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const parts = next[keyword]
      if (Array.isArray(parts) && (keyword === 'allOf' || parts.length === 1)) open.push(...parts)
    }
  }
  return [...found]
}

function typesOf({ type }: JsonObject): Texts {
  const types = Array.isArray(type) ? type : type === undefined ? [...all] : [type]
  return new Set(types.map((name) => (name === 'integer' ? 'number' : String(name))))
}

/** How deep constants are looked for in nested alternatives. */
const deepest = 4

/** The constants of a schema, through alternatives; undefined where it accepts other values too. */
function constantsOf(contract: Loaded, schema: unknown, depth = 0): Texts | undefined {
  if (depth > deepest) return undefined
  for (const { const: constant, enum: values, anyOf, oneOf } of conjunctsOf(contract, schema)) {
    if (constant !== undefined) return new Set([canonical(constant)])
    if (Array.isArray(values)) return new Set(values.map(canonical))
    for (const parts of [anyOf, oneOf]) {
      const sets = Array.isArray(parts) ? parts.map((part) => constantsOf(contract, part, depth + 1)) : []
      if (sets.length > 1 && sets.every((set) => set !== undefined)) return new Set(sets.flatMap((set) => [...set]))
    }
  }
  return undefined
}
