import { canonical } from '../canonical-json.ts'
import {
  type ArrayFacet,
  follow,
  type NumberFacet,
  type ObjectFacet,
  type SchemaNode,
  type StringFacet,
} from '../read/node.ts'

/**
 * One node that accepts the values that both accept; null where one node cannot express that. Both stay as they are.
 */
export function intersect(a: SchemaNode, b: SchemaNode): SchemaNode | null {
  if ([a, b].some(({ array, object }) => array.unevaluated ?? object.unevaluated)) return null
  const number = numbers(a.number, b.number)
  const string = texts(a.string, b.string)
  const array = lists(a.array, b.array)
  const object = objects(a.object, b.object)
  if (!number || !string || !array || !object) return null
  return {
    ...a,
    alias: null,
    never: a.never || b.never,
    types: types(a.types, b.types),
    values: values(a.values, b.values),
    all: union(a.all, b.all),
    any: union(a.any, b.any),
    one: union(a.one, b.one),
    not: union(a.not, b.not),
    when: union(a.when, b.when),
    unread: union(a.unread, b.unread),
    number,
    string,
    array,
    object,
  }
}

const union = <T>(a: readonly T[], b: readonly T[]): T[] => (a.length === 0 ? [...b] : [...new Set([...a, ...b])])

type Types = SchemaNode['types']

function types(a: Types, b: Types): Types {
  if (a === null || b === null) return a ?? b
  const both = [...a].filter((type) => b.has(type) || (type === 'integer' && b.has('number')))
  return new Set([...both, ...[...b].filter((type) => type === 'integer' && a.has('number'))])
}

function values(a: SchemaNode['values'], b: SchemaNode['values']): SchemaNode['values'] {
  if (a === null || b === null) return a ?? b
  const texts = new Set(b.map(canonical))
  return a.filter((value) => texts.has(canonical(value)))
}

/** The common value of a keyword: that of the one schema that has it, or the same value of both. Otherwise null. */
function only<T>(a: T | null, b: T | null): { value: T | null } | null {
  return a === null || b === null || a === b ? { value: a ?? b } : null
}

const least = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b))
const most = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b))

function numbers(a: NumberFacet, b: NumberFacet): NumberFacet | null {
  const multipleOf = only(a.multipleOf, b.multipleOf)
  return (
    multipleOf && {
      minimum: most(a.minimum, b.minimum),
      maximum: least(a.maximum, b.maximum),
      above: most(a.above, b.above),
      below: least(a.below, b.below),
      multipleOf: multipleOf.value,
    }
  )
}

function texts(a: StringFacet, b: StringFacet): StringFacet | null {
  const pattern = only(a.pattern, b.pattern)
  const format = only(a.format, b.format)
  if (!pattern || !format) return null
  return { min: Math.max(a.min, b.min), max: Math.min(a.max, b.max), pattern: pattern.value, format: format.value }
}

/** `items` applies to the items that `prefixItems` leaves, so only one of the two arrays may restrict single items. */
function lists(a: ArrayFacet, b: ArrayFacet): ArrayFacet | null {
  const items = only(a.items && follow(a.items), b.items && follow(b.items))
  const isPlain = [a, b].every(({ prefix, contains }) => prefix.length === 0 && contains === null)
  const [speaking, other] = speaksOfItems(a) ? [a, b] : [b, a]
  if (!items || (!isPlain && speaksOfItems(other))) return null
  return {
    ...speaking,
    items: items.value,
    min: Math.max(a.min, b.min),
    max: Math.min(a.max, b.max),
    unique: a.unique || b.unique,
  }
}

const speaksOfItems = ({ prefix, items, contains }: ArrayFacet) =>
  prefix.length > 0 || items !== null || contains !== null

/** `additionalProperties` applies to the members that its siblings leave, so only one of the two may have it. */
function objects(a: ObjectFacet, b: ObjectFacet): ObjectFacet | null {
  const names = only(a.names && follow(a.names), b.names && follow(b.names))
  const isPlain = a.additional === null && b.additional === null
  const isAgreed = [...a.properties].every(([name, node]) => follow(b.properties.get(name) ?? node) === follow(node))
  const [speaking, other] = speaksOfMembers(a) ? [a, b] : [b, a]
  if (!names || !isAgreed || (!isPlain && speaksOfMembers(other))) return null
  return {
    properties: new Map([...a.properties, ...b.properties]),
    hidden: new Set([...a.hidden, ...b.hidden]),
    patterns: union(a.patterns, b.patterns),
    additional: speaking.additional,
    unevaluated: null,
    names: names.value,
    required: union(a.required, b.required),
    min: Math.max(a.min, b.min),
    max: Math.min(a.max, b.max),
    dependentRequired: union(a.dependentRequired, b.dependentRequired),
    dependentSchemas: union(a.dependentSchemas, b.dependentSchemas),
  }
}

const speaksOfMembers = ({ properties, patterns, additional }: ObjectFacet) =>
  properties.size > 0 || patterns.length > 0 || additional !== null
