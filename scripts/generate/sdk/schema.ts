import { isJsonObject } from '../../openapi/grammar.ts'
import type { Schema, SchemaObject } from '../../openapi/model/exchange.ts'
import { isFile } from '../../openapi/wire.ts'
import { propertyName, quote } from '../naming.ts'
import { refName } from '../schema/directions.ts'
import { docComment } from './docs.ts'
import { flatten } from './flatten.ts'
import type { Scope } from './scope.ts'

const list = (value: unknown): Schema[] => (Array.isArray(value) ? (value as Schema[]) : [])

function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  const members = Object.entries(value as object).map(([name, member]) => `${propertyName(name)}: ${literal(member)}`)
  return `{ ${members.join('; ')} }`
}

/** A union without duplicates; `unknown` alone where one member is `unknown`. */
export function union(types: string[]): string {
  const distinct = [...new Set(types)].filter((type) => type !== 'never')
  if (distinct.includes('unknown')) return 'unknown'
  return distinct.join(' | ') || 'never'
}

const grouped = (type: string) => (/[|&]/.test(type) && !/^[{'][^|&]*[}']$/.test(type) ? `(${type})` : type)
const arrayOf = (type: string) => (/^[\p{L}\p{N}_$]+$/u.test(type) ? `${type}[]` : `${grouped(type)}[]`)

/** The TypeScript type of a schema in one direction: plain members, no helper types. */
export function typeOf(schema: Schema, scope: Scope, indent = '', closed = false): string {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never'
  const name = refName(schema)
  if (name !== undefined) {
    const { $ref: _, ...siblings } = schema
    const rest = typeOf(siblings, scope, indent, closed)
    return rest === 'unknown' ? scope.nameOf(name) : `${scope.nameOf(name)} & ${grouped(rest)}`
  }
  if ('const' in schema) return literal(schema.const)
  if (Array.isArray(schema.enum)) return enumType(schema, scope, closed)
  const flat = flatten(schema, scope)
  if (flat) return typeOf(flat, scope, indent, closed)
  const parts = [
    ...list(schema.allOf).map((part) => typeOf(part, scope, indent, closed)),
    ...[schema.oneOf, schema.anyOf].flatMap((variants) =>
      Array.isArray(variants) ? [union(list(variants).map((variant) => typeOf(variant, scope, indent, closed)))] : [],
    ),
    ownType(schema, scope, indent, closed),
  ].filter((type) => type !== 'unknown')
  // `string` beside a literal would widen it.
  const isLiteral = parts.some((type) => type.startsWith("'"))
  const distinct = [...new Set(parts)].filter((type) => type !== 'string' || !isLiteral)
  return distinct.length > 1 ? distinct.map(grouped).join(' & ') : (distinct[0] ?? 'unknown')
}

function enumType(schema: SchemaObject, scope: Scope, closed: boolean): string {
  const values = schema.enum as unknown[]
  const types = values.map(literal)
  const grows =
    scope.direction === 'response' && !closed && values.length > 1 && values.some((value) => typeof value === 'string')
  return union(grows ? [...types, openString] : types)
}

/** Any string. Editors still complete the known values. */
const openString = '(string & Record<never, never>)'

function ownType(schema: SchemaObject, scope: Scope, indent: string, closed: boolean): string {
  const types = Array.isArray(schema.type)
    ? (schema.type as string[])
    : typeof schema.type === 'string'
      ? [schema.type]
      : guess(schema)
  return types.length === 0 ? 'unknown' : union(types.map((type) => byType(type, schema, scope, indent, closed)))
}

const guess = (schema: SchemaObject): string[] =>
  'properties' in schema ||
  'additionalProperties' in schema ||
  'patternProperties' in schema ||
  list(schema.required).length > 0
    ? ['object']
    : 'items' in schema || 'prefixItems' in schema
      ? ['array']
      : Array.isArray(schema['x-extensible-enum'])
        ? ['string']
        : []

function byType(type: string, schema: SchemaObject, scope: Scope, indent: string, closed: boolean): string {
  switch (type) {
    case 'string': {
      const known = schema['x-extensible-enum']
      if (Array.isArray(known)) return union([...known.map(literal), ...(closed ? [] : [openString])])
      return isFile(schema) ? scope.file : 'string'
    }
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
    case 'null':
      return type
    case 'array':
      return arrayType(schema, scope, indent)
    case 'object':
      return objectType(schema, scope, indent)
    default:
      return 'unknown'
  }
}

function arrayType(schema: SchemaObject, scope: Scope, indent: string): string {
  const items = schema.items === undefined ? 'unknown' : typeOf(schema.items as Schema, scope, indent)
  const first = list(schema.prefixItems).map((item) => typeOf(item, scope, indent))
  if (first.length === 0) return schema.items === false ? '[]' : arrayOf(items)
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0
  const most = typeof schema.maxItems === 'number' ? schema.maxItems : Number.POSITIVE_INFINITY
  const head = first.slice(0, most).map((type, index) => (index < least ? type : `${grouped(type)}?`))
  const isClosed = schema.items === false || most <= first.length
  return `[${[...head, ...(isClosed ? [] : [`...${arrayOf(items)}`])].join(', ')}]`
}

/** Whether a member does not travel in this direction. */
export function isHidden(schema: Schema, scope: Scope): boolean {
  let here: Schema | undefined = schema
  for (let hops = 0; hops < 32 && isJsonObject(here); hops += 1) {
    if (here[scope.direction === 'request' ? 'readOnly' : 'writeOnly'] === true) return true
    const name: string | undefined = refName(here)
    here = name === undefined ? undefined : scope.schemas[name]
  }
  return false
}

function objectType(schema: SchemaObject, scope: Scope, indent: string): string {
  const inner = `${indent}  `
  const declared = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const shown = declared.filter(([, member]) => !isHidden(member, scope))
  const required = new Set(list(schema.required) as unknown as string[])
  const closedNames = new Set(Array.isArray(schema['x-sdk-closed']) ? (schema['x-sdk-closed'] as string[]) : [])
  const types: string[] = []
  const members = shown.map(([name, member]) => {
    const type = typeOf(member, scope, inner, closedNames.has(name))
    const undefinable = scope.direction === 'request' && !required.has(name)
    types.push(type)
    const annotations = isJsonObject(member) ? member : {}
    const notes = [annotations.description, annotations.deprecated === true ? '@deprecated' : undefined].map((note) =>
      typeof note === 'string' ? note : undefined,
    )
    const text = `${inner}${propertyName(name)}${required.has(name) ? '' : '?'}: ${undefinable ? union([type, 'undefined']) : type}`
    return `${docComment(notes, inner)}${text}\n`
  })
  const names = new Set(declared.map(([name]) => name))
  for (const name of required) if (!names.has(name)) members.push(`${inner}${propertyName(name)}: unknown\n`)
  const others = otherMembers(schema, scope, inner, members.length > 0 ? [...types, 'undefined'] : [])
  if (others) members.push(`${inner}[member: string]: ${others}\n`)
  if (members.length > 0) return `{\n${members.join('')}${indent}}`
  return schema.additionalProperties === false ? 'Record<string, never>' : '{ [member: string]: unknown }'
}

/** The type of members without a declared name. TypeScript demands that declared members match it too. */
function otherMembers(schema: SchemaObject, scope: Scope, indent: string, named: string[]): string | undefined {
  const others = [
    ...Object.values((schema.patternProperties ?? {}) as Record<string, Schema>),
    ...(schema.additionalProperties === undefined || schema.additionalProperties === false
      ? []
      : [schema.additionalProperties as Schema]),
  ].map((each) => typeOf(each, scope, indent))
  if (others.length === 0) return undefined
  const type = union([...others, ...named])
  return type.length > 2_000 ? 'unknown' : type
}
