import { step } from '../../json-schema/pointer.ts'
import {
  isJsonObject,
  isKind,
  isOpen,
  type JsonObject,
  type MemberRule,
  memberOf,
  type ObjectKind,
  type ValueKind,
} from '../grammar.ts'

/** What is told of a place, by its pointer. */
interface Report {
  warn: (pointer: string, message: string) => void
  /** `holder` is the object that is read without what is wrong in it. */
  fault: (pointer: string, message: string, holder: JsonObject) => void
}

interface Expectation {
  says: string
  is: (value: unknown) => boolean
}

const ofType = (type: string, says: string): Expectation => ({ says, is: (value) => typeof value === type })
const places = ['path', 'query', 'header', 'cookie']

const plain: Readonly<Record<ValueKind, Expectation>> = {
  string: ofType('string', 'a string'),
  text: { says: 'text', is: (value) => typeof value !== 'object' || value === null },
  number: { says: 'a number', is: Number.isFinite },
  boolean: ofType('boolean', 'true or false'),
  bound: { says: 'a number, true or false', is: (value) => typeof value === 'boolean' || Number.isFinite(value) },
  type: ofType('string', 'the name of a type'),
  where: { says: 'one of path, query, header and cookie', is: (value) => places.includes(value as string) },
  strings: { says: 'an array of strings', is: (value) => Array.isArray(value) && value.every(isString) },
  anything: { says: 'any value', is: () => true },
}
const object: Expectation = { says: 'an object', is: isJsonObject }
const array: Expectation = { says: 'an array', is: Array.isArray }
const schema: Expectation = {
  says: 'an object or a boolean',
  is: (value) => isJsonObject(value) || typeof value === 'boolean',
}

/** Members without which an object has no meaning. */
const needed: Readonly<Partial<Record<ObjectKind, readonly string[]>>> = { parameter: ['name', 'in'] }

/**
 * Reports members that have another JSON type than OpenAPI demands, and removes them; an empty object takes the place of
 * an item or entry. An empty value of YAML (`properties:` alone) counts as an absent member, or as an empty entry. The
 * boolean `required` of JSON Schema's draft 3 is removed with a warning.
 */
export function checkMembers(node: JsonObject, kind: ObjectKind, pointer: string, report: Report): void {
  const wrong: Wrong = (wanted, value, at, name) => {
    if (wanted.is(value)) return false
    report.fault(at, `${name} is ${wanted.says}, not ${found(value)}; ${remedy(wanted, value)}`, node)
    return true
  }
  if (Object.hasOwn(node, '$ref') && wrong(plain.string, node.$ref, step(pointer, '$ref'), '"$ref"')) delete node.$ref
  // OpenAPI 3.1 §4.8.23: the siblings of the $ref are ignored.
  if (isString(node.$ref) && kind !== 'schema' && kind !== 'pathItem') return
  for (const name of needed[kind] ?? [])
    if ((node[name] ?? undefined) === undefined) {
      report.fault(pointer, `a ${kind} needs "${name}", which this one does not have; add it`, node)
      for (const key of Object.keys(node)) delete node[key]
      return
    }
  for (const key of Object.keys(node)) {
    const member = memberOf(kind, key)
    if (member === undefined) continue
    if (kind === 'schema' && key === 'required' && typeof node[key] === 'boolean') {
      const message = `"required" is an array of member names, not ${node[key]}; it checks nothing. Name the member there`
      report.warn(step(pointer, key), message)
      delete node[key]
      continue
    }
    if (node[key] !== null || member[1] === 'type') checkMember(node, key, member, step(pointer, key), wrong)
    else if (isOpen(kind)) node[key] = member[0] === 'list' ? [] : {}
    else delete node[key]
  }
}

/** Reports a value that is not what is wanted; true where it did. */
type Wrong = (wanted: Expectation, value: unknown, pointer: string, name: string) => boolean

function checkMember(
  node: JsonObject,
  key: string,
  [multiplicity, held]: MemberRule,
  pointer: string,
  wrong: Wrong,
): void {
  const value = node[key]
  const name = JSON.stringify(key)
  const wanted = wantedOf(held)
  if (multiplicity === 'one' || (multiplicity === 'one or list' && !Array.isArray(value))) {
    if (wrong(wanted, value, pointer, name)) delete node[key]
  } else if (multiplicity === 'list' || multiplicity === 'one or list') {
    if (wrong(array, value, pointer, name)) delete node[key]
    else
      node[key] = itemsOf(value as unknown[], held, (item, index) =>
        wrong(wanted, item, step(pointer, index), `item ${index} of ${name}`),
      )
  } else if (wrong(object, value, pointer, name)) delete node[key]
  else {
    const map = value as JsonObject
    for (const entry of Object.keys(map)) {
      if (multiplicity === 'open map' && entry.startsWith('x-')) continue
      if (map[entry] === null && isKind(held)) map[entry] = {}
      if (!wrong(wanted, map[entry], step(pointer, entry), `${JSON.stringify(entry)} in ${name}`)) continue
      if (isKind(held)) map[entry] = {}
      else delete map[entry]
    }
  }
}

/** The same list where nothing in it is wrong. An object keeps its index, because pointers name it. */
function itemsOf(items: unknown[], held: MemberRule[1], isWrong: (item: unknown, index: number) => boolean): unknown[] {
  const wrong = new Set([...items.keys()].filter((index) => isWrong(items[index], index)))
  if (wrong.size === 0) return items
  if (isKind(held)) return items.map((item, index) => (wrong.has(index) ? {} : item))
  return items.filter((_, index) => !wrong.has(index))
}

function wantedOf(held: MemberRule[1]): Expectation {
  if (held === 'schema') return schema
  if (isKind(held)) return object
  return plain[held]
}

function found(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (isString(value)) return `the string ${JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value)}`
  return typeof value === 'number' ? `the number ${value}` : Array.isArray(value) ? 'an array' : 'an object'
}

function remedy(wanted: Expectation, value: unknown): string {
  if (wanted === plain.type && value === null) return 'the type is called "null", in quotes'
  if (wanted === plain.string && (typeof value === 'number' || typeof value === 'boolean')) return 'put it in quotes'
  const bare = wanted === plain.number ? Number(value || 'none') : wanted === plain.boolean ? value : undefined
  if (isString(value) && (bare === 'true' || bare === 'false' || Number.isFinite(bare))) return 'take its quotes off'
  return 'write it so, or leave it out'
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}
