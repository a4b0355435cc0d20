import { step } from '../../json-schema/pointer.ts'
import { Failure, type Warning } from '../failure.ts'
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

/** `file:line:col` of a pointer. */
type Shown = (pointer: string) => string

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
 * Throws Failure where a member has another JSON type than OpenAPI demands. An empty value of YAML (`properties:`
 * alone) counts as an absent member, or as an empty entry. The boolean `required` of JSON Schema's draft 3 is removed
 * with a warning.
 */
export function checkMembers(
  node: JsonObject,
  kind: ObjectKind,
  pointer: string,
  shown: Shown,
  warn: (warning: Warning) => void,
): void {
  if (Object.hasOwn(node, '$ref')) expect(plain.string, node.$ref, step(pointer, '$ref'), '"$ref"', shown)
  // OpenAPI 3.1 §4.8.23: the siblings of the $ref are ignored.
  if (isString(node.$ref) && kind !== 'schema' && kind !== 'pathItem') return
  for (const name of needed[kind] ?? [])
    if ((node[name] ?? undefined) === undefined)
      throw new Failure(`${shown(pointer)}: a ${kind} needs "${name}", which this one does not have; add it`)
  for (const key of Object.keys(node)) {
    const member = memberOf(kind, key)
    if (member === undefined) continue
    if (kind === 'schema' && key === 'required' && typeof node[key] === 'boolean') {
      const message = `"required" is an array of member names, not ${node[key]}; it checks nothing. Name the member there`
      warn({ place: shown(step(pointer, key)), message })
      delete node[key]
      continue
    }
    if (node[key] !== null || member[1] === 'type') checkMember(node[key], member, step(pointer, key), key, shown)
    else if (isOpen(kind)) node[key] = member[0] === 'list' ? [] : {}
    else delete node[key]
  }
}

function checkMember(
  value: unknown,
  [multiplicity, held]: MemberRule,
  pointer: string,
  key: string,
  shown: Shown,
): void {
  const name = JSON.stringify(key)
  const wanted = wantedOf(held)
  if (multiplicity === 'one' || (multiplicity === 'one or list' && !Array.isArray(value))) {
    expect(wanted, value, pointer, name, shown)
  } else if (multiplicity === 'list' || multiplicity === 'one or list') {
    expect(array, value, pointer, name, shown)
    for (const [index, item] of (value as unknown[]).entries())
      expect(wanted, item, step(pointer, index), `item ${index} of ${name}`, shown)
  } else {
    expect(object, value, pointer, name, shown)
    const map = value as JsonObject
    for (const entry of Object.keys(map)) {
      if (multiplicity === 'open map' && entry.startsWith('x-')) continue
      if (map[entry] === null && isKind(held)) map[entry] = {}
      expect(wanted, map[entry], step(pointer, entry), `${JSON.stringify(entry)} in ${name}`, shown)
    }
  }
}

function wantedOf(held: MemberRule[1]): Expectation {
  if (held === 'schema') return schema
  if (isKind(held)) return object
  return plain[held]
}

function expect(wanted: Expectation, value: unknown, pointer: string, name: string, shown: Shown): void {
  if (wanted.is(value)) return
  throw new Failure(`${shown(pointer)}: ${name} is ${wanted.says}, not ${found(value)}; ${remedy(wanted, value)}`)
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
