import type { Schema } from '../../json-schema/question.ts'
import { isSchema } from '../../json-schema/read/resolve.ts'
import type { View } from '../../json-schema/read/view.ts'

type Keywords = { [keyword: string]: unknown }

/** The schema objects that apply to one value together, none of them with alternatives or references in it. */
export type Disjunct = Keywords[]

interface Terms {
  view: View
  areDisjoint: (one: Schema, other: Schema) => boolean
}

/** At most so many alternatives are listed. */
const MOST = 32

/** What says something of members or items one by one, or of their number alone. */
const SEPARABLE = new Set([
  ...['type', 'properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties', 'propertyNames'],
  ...['dependentRequired', 'items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'x-hidden'],
])

/**
 * A schema as alternatives, each of which speaks of members and items one by one: a value matches it iff it matches one of
 * them. Undefined where it cannot be split so. The schema is one of a view.
 */
export function disjunctsOf(schema: Schema, terms: Terms, depth = 0): Disjunct[] | undefined {
  if (typeof schema !== 'object' || depth > 16) return undefined
  const { $ref, allOf, anyOf, oneOf, ...rest } = schema
  if (!Object.keys(rest).every((keyword) => SEPARABLE.has(keyword))) return undefined
  const factors: (Disjunct[] | undefined)[] = [Object.keys(rest).length === 0 ? [[]] : [[rest]]]
  if ($ref !== undefined)
    factors.push(disjunctsOf(terms.view.targets.get($ref as string)?.schema ?? true, terms, depth + 1))
  for (const part of listOf(allOf)) factors.push(disjunctsOf(part, terms, depth + 1))
  if (anyOf !== undefined) factors.push(alternatives(listOf(anyOf), terms, depth))
  if (oneOf !== undefined)
    factors.push(areAllDisjoint(listOf(oneOf), terms) ? alternatives(listOf(oneOf), terms, depth) : undefined)
  let disjuncts: Disjunct[] = [[]]
  for (const factor of factors) {
    if (factor === undefined || disjuncts.length * factor.length > MOST) return undefined
    disjuncts = disjuncts.flatMap((disjunct) => factor.map((more) => [...disjunct, ...more]))
  }
  return disjuncts
}

function alternatives(branches: Schema[], terms: Terms, depth: number): Disjunct[] | undefined {
  const each = branches.map((branch) => disjunctsOf(branch, terms, depth + 1))
  return each.some((disjuncts) => disjuncts === undefined) ? undefined : (each as Disjunct[][]).flat()
}

const areAllDisjoint = (branches: Schema[], { areDisjoint }: Terms): boolean =>
  branches.length <= 8 &&
  branches.every((one, index) => branches.slice(index + 1).every((other) => areDisjoint(one, other)))

const listOf = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isSchema) : [])

/** True where a disjunct says something of members or items one by one. */
export const hasParts = (disjunct: Disjunct): boolean =>
  disjunct.some(({ properties, additionalProperties, items, prefixItems }) =>
    [properties, additionalProperties, items, prefixItems].some((part) => typeof part === 'object'),
  )

interface Widened {
  member?: (schema: Schema, name: string) => Schema
  item?: (schema: Schema) => Schema
}

/** One disjunct with other schemas for its members and items. */
export function withParts(disjunct: Disjunct, { member, item }: Widened): Schema {
  const widened = disjunct.map((layer) => ({ ...layer }))
  if (item) onItems(widened, item)
  if (!member) return { allOf: widened }
  const [only] = widened
  if (only && widened.length === 1 && isOpen(only)) only.additionalProperties = member(only.additionalProperties, '')
  // What several parts say of one member holds of one reading of it.
  if (widened.length > 1 && widened.some(isOpen)) return { allOf: widened }
  const parts = new Map<string, Schema[]>()
  for (const layer of widened) {
    const own = Object.entries((layer.properties ?? {}) as { [name: string]: Schema })
    for (const [name, schema] of own) if (!isHidden(schema)) parts.set(name, [...(parts.get(name) ?? []), schema])
    if (own.length > 0)
      layer.properties = Object.fromEntries(own.map(([name, schema]) => [name, isHidden(schema) ? schema : true]))
  }
  const members = [...parts].map(([name, schemas]) => [name, member(joined(schemas), name)])
  return { allOf: [...widened, { properties: Object.fromEntries(members) }] }
}

function onItems(disjunct: Disjunct, item: (schema: Schema) => Schema): void {
  const lists = disjunct.filter((layer) => layer.items !== undefined || layer.prefixItems !== undefined)
  const [only] = lists
  if (only === undefined || lists.length > 1) return
  if (isSchema(only.items)) only.items = item(only.items)
  if (Array.isArray(only.prefixItems)) only.prefixItems = only.prefixItems.map(item)
}

const joined = (schemas: Schema[]): Schema => (schemas.length === 1 ? (schemas[0] as Schema) : { allOf: schemas })

const isOpen = (layer: Keywords): layer is Keywords & { additionalProperties: Schema } =>
  typeof layer.additionalProperties === 'object' && layer.additionalProperties !== null

const isHidden = (schema: Schema): boolean => typeof schema === 'object' && 'x-hidden' in schema
