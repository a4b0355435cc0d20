/** A schema in one direction as a text of Zod 4 that accepts the same JSON. */
import { isJsonObject } from '../../../openapi/grammar.ts'
import type { Schema, SchemaObject } from '../../../openapi/model/exchange.ts'
import { propertyName, quote } from '../../naming.ts'
import { refName } from '../../schema/directions.ts'
import { compiles } from '../../schema/pattern.ts'
import type { Scope } from '../scope.ts'
import { formatCheck } from './formats.ts'

export interface ZodScope extends Scope {
  /** The constant of a component: by name, or by a function where it is not made yet. */
  constant: (component: string) => string
  isHidden: (schema: Schema) => boolean
  /** Called where Zod infers another type than the SDK has. */
  untyped: () => void
}

type ZodCheck = [check: string, message: string]

const list = (value: unknown): Schema[] => (Array.isArray(value) ? (value as Schema[]) : [])
const has = (schema: SchemaObject, ...keywords: string[]) => keywords.some((keyword) => keyword in schema)
const isPrimitive = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value)
const count = (value: unknown): string | undefined => (typeof value === 'number' ? String(value) : undefined)
const regExp = (pattern: unknown) =>
  `new RegExp(${JSON.stringify(pattern)}${compilesAsUnicode(String(pattern)) ? ", 'u'" : ''})`

function compilesAsUnicode(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'))
  } catch {
    return false
  }
}

/** @throws Error for what Zod cannot say, with the keyword */
export function zodOf(schema: Schema, scope: ZodScope, isClosed = false): string {
  if (typeof schema === 'boolean') return schema ? '$z.unknown()' : '$z.never()'
  for (const keyword of ['unevaluatedProperties', 'unevaluatedItems', '$dynamicRef', 'contentSchema'])
    if (has(schema, keyword)) throw new Error(`"${keyword}" cannot be said in Zod`)
  const name = refName(schema)
  const { $ref: _, ...own } = schema
  const parts = [
    ...(name === undefined ? [] : [scope.constant(name)]),
    ...valuesOf(own, scope, isClosed),
    ...list(own.allOf).map((part) => zodOf(part, scope)),
    ...alternativesOf(own, scope),
  ].filter((part) => part !== '$z.unknown()')
  const whole = parts.reduce<string>((left, right) => (left === '' ? right : `$z.intersection(${left}, ${right})`), '')
  return checked(conditionsOf(own, scope), whole || '$z.unknown()', scope)
}

function checked(checks: ZodCheck[], schema: string, scope: ZodScope): string {
  if (checks.length === 0) return schema
  scope.untyped()
  return `$.first([${checks.map(([check, message]) => `[${check}, ${quote(message)}]`).join(', ')}], ${schema})`
}

const later = (schema: Schema, scope: ZodScope) => `() => ${zodOf(schema, scope)}`

function conditionsOf(schema: SchemaObject, scope: ZodScope): ZodCheck[] {
  const checks: ZodCheck[] = []
  if (has(schema, 'not')) checks.push([`$.not(${later(schema.not as Schema, scope)})`, 'is what must not be'])
  if (has(schema, 'if')) {
    const [condition, then, otherwise] = [schema.if, schema.then ?? true, schema.else ?? true] as Schema[]
    const parts = [condition, then, otherwise].map((each) => later(each as Schema, scope))
    checks.push([`$.when(${parts.join(', ')})`, 'lacks what goes with it'])
  }
  if (Array.isArray(schema.oneOf)) {
    const alternatives = list(schema.oneOf).map((each) => later(each, scope))
    if (alternatives.length > 1)
      checks.push([`$.exactlyOne(${alternatives.join(', ')})`, 'must be exactly one of these'])
  }
  return checks
}

function alternativesOf(schema: SchemaObject, scope: ZodScope): string[] {
  return [schema.oneOf, schema.anyOf].flatMap((variants) => {
    if (!Array.isArray(variants)) return []
    const texts = [...new Set(list(variants).map((variant) => zodOf(variant, scope)))]
    return texts.length === 1 ? (texts as [string]) : [`$z.union([${texts.join(', ')}])`]
  })
}

/** What `const`, `enum` and the types say. */
function valuesOf(schema: SchemaObject, scope: ZodScope, isClosed: boolean): string[] {
  const types = typesOf(schema)
  const allowed = 'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : undefined
  if (allowed !== undefined) return [enumOf(allowed, types, schema, scope, isClosed), ...restOf(schema, scope)]
  if (types === undefined) return restOf(schema, scope)
  const texts = types.map((type) => byType(type, schema, scope))
  return [texts.length === 1 ? (texts[0] as string) : `$z.union([${texts.join(', ')}])`]
}

const typesOf = (schema: SchemaObject): string[] | undefined =>
  Array.isArray(schema.type) ? (schema.type as string[]) : typeof schema.type === 'string' ? [schema.type] : undefined

const keywords: Record<string, string[]> = {
  object: [
    ...['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'minProperties'],
    ...['maxProperties', 'dependentRequired', 'dependentSchemas'],
  ],
  array: ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems'],
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'format'],
}
const everyType = ['object', 'array', 'string', 'number', 'boolean', 'null']

/** Keywords without a type bind only values of their own types. */
function restOf(schema: SchemaObject, scope: ZodScope): string[] {
  const bound = everyType.filter((type) => has(schema, ...(keywords[type] ?? [])))
  if (bound.length === 0 || (typesOf(schema) !== undefined && !('const' in schema) && !Array.isArray(schema.enum)))
    return []
  const texts = everyType.map((type) => (bound.includes(type) ? byType(type, schema, scope) : plain[type]))
  scope.untyped()
  return [`$z.union([${texts.join(', ')}])`]
}

const plain: Record<string, string> = {
  object: '$z.record($z.string(), $z.unknown())',
  array: '$z.array($z.unknown())',
  string: '$z.string()',
  number: '$z.number()',
  boolean: '$z.boolean()',
  null: '$z.null()',
}

const typeOfValue = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value

function enumOf(
  values: unknown[],
  types: string[] | undefined,
  schema: SchemaObject,
  scope: ZodScope,
  isClosed: boolean,
): string {
  const fits = (value: unknown) =>
    types === undefined ||
    types.some((type) => type === typeOfValue(value) || (type === 'number' && typeof value === 'number'))
  const allowed = values.filter(fits)
  if (allowed.length === 0) return '$z.never()'
  const grows =
    scope.direction === 'response' &&
    !isClosed &&
    !('const' in schema) &&
    values.length > 1 &&
    allowed.some((value) => typeof value === 'string')
  if (!allowed.every(isPrimitive))
    return checked([[`$.equals(...${JSON.stringify(allowed)})`, 'is another value']], '$z.unknown()', scope)
  const closed = `$z.literal([${allowed.map((value) => (typeof value === 'string' ? quote(value) : String(value))).join(', ')}])`
  return grows ? `$z.union([${closed}, $z.string()])` : closed
}

function byType(type: string, schema: SchemaObject, scope: ZodScope): string {
  switch (type) {
    case 'string':
      return stringOf(schema)
    case 'number':
    case 'integer':
      return numberOf(type, schema)
    case 'array':
      return arrayOf(schema, scope)
    case 'object':
      return objectOf(schema, scope)
    default:
      return plain[type] ?? '$z.never()'
  }
}

const refined = (text: string, checks: ZodCheck[]) =>
  checks.reduce((all, [check, message]) => `${all}.refine(${check}, ${quote(message)})`, text)

function stringOf(schema: SchemaObject): string {
  const checks: ZodCheck[] = []
  const [least, most] = [count(schema.minLength), count(schema.maxLength)]
  if (least !== undefined || most !== undefined)
    checks.push([`$.length(${[least ?? '0', most ?? []].flat().join(', ')})`, lengthText(least, most, 'characters')])
  if (typeof schema.pattern === 'string' && compiles(schema.pattern))
    checks.push([`$.matches(${regExp(schema.pattern)})`, `must match ${schema.pattern}`])
  const format = typeof schema.format === 'string' ? formatCheck(schema.format) : undefined
  if (format !== undefined && !['$.int32', '$.integer'].includes(format))
    checks.push([format, `is no ${schema.format}`])
  return refined('$z.string()', checks)
}

const lengthText = (least: string | undefined, most: string | undefined, unit: string) =>
  least === undefined
    ? `at most ${most} ${unit}`
    : most === undefined
      ? `at least ${least} ${unit}`
      : `${least} to ${most} ${unit}`

function numberOf(type: string, schema: SchemaObject): string {
  const bounds = [
    ['minimum', 'gte'],
    ['maximum', 'lte'],
    ['exclusiveMinimum', 'gt'],
    ['exclusiveMaximum', 'lt'],
  ].flatMap(([keyword = '', method]) => (typeof schema[keyword] === 'number' ? [`.${method}(${schema[keyword]})`] : []))
  const checks: ZodCheck[] = []
  if (type === 'integer') checks.push(['$.integer', 'must be an integer'])
  if (typeof schema.multipleOf === 'number')
    checks.push([`$.multipleOf(${schema.multipleOf})`, `must be a multiple of ${schema.multipleOf}`])
  const format = typeof schema.format === 'string' ? formatCheck(schema.format) : undefined
  if (format === '$.int32' || format === '$.integer') checks.push([format, `is no ${schema.format}`])
  return refined(`$z.number()${bounds.join('')}`, checks)
}

function arrayOf(schema: SchemaObject, scope: ZodScope): string {
  const checks: ZodCheck[] = []
  const items = (schema.items ?? true) as Schema
  const own = isJsonObject(items) && /^(string|number|integer|boolean)$/.test(String(items.type))
  const unique: ZodCheck[] = schema.uniqueItems === true ? [['$.unique', 'has the same item twice']] : []
  // Items that lose members might become equal.
  if (!own) checks.push(...unique)
  if (has(schema, 'contains')) {
    const bounds = [count(schema.minContains) ?? '1', count(schema.maxContains) ?? []].flat()
    checks.push([`$.contains(${[later(schema.contains as Schema, scope), ...bounds].join(', ')})`, 'lacks an item'])
  }
  const bounds = `${has(schema, 'minItems') ? `.min(${schema.minItems})` : ''}${has(schema, 'maxItems') ? `.max(${schema.maxItems})` : ''}`
  if (has(schema, 'prefixItems')) {
    const first = list(schema.prefixItems).map((item) => later(item, scope))
    checks.push([`$.prefix([${first.join(', ')}], ${later(items, scope)})`, 'has another item at its place'])
    return checked(checks, `$z.array($z.unknown())${bounds}`, scope)
  }
  return checked(checks, refined(`$z.array(${zodOf(items, scope)})${bounds}`, own ? unique : []), scope)
}

function objectOf(schema: SchemaObject, scope: ZodScope): string {
  const isRequest = scope.direction === 'request'
  const declared = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const shown = declared.filter(([, member]) => !scope.isHidden(member))
  const hidden = declared.filter(([, member]) => scope.isHidden(member)).map(([name]) => name)
  const required = (list(schema.required) as unknown as string[]).filter((name) => !hidden.includes(name))
  const closedNames = new Set((schema['x-sdk-closed'] ?? []) as string[])
  const names = shown.map(([name]) => name)
  const undeclared = required.filter((name) => !names.includes(name))
  const members = [
    ...shown.map(([name, member]) => {
      const text = zodOf(member, scope, closedNames.has(name))
      return `${propertyName(name)}: ${text}${required.includes(name) ? '' : isRequest ? '.optional()' : '.exactOptional()'}`
    }),
    ...undeclared.map((name) => `${propertyName(name)}: $z.unknown()`),
  ]
  const additional = schema.additionalProperties as Schema | undefined
  const patterns = Object.entries((schema.patternProperties ?? {}) as Record<string, Schema>)
  const checks: ZodCheck[] = []
  if (required.length > 0 && members.some((member) => /: \$z\.unknown\(\)/.test(member)))
    checks.push([`$.has(${required.map(quote).join(', ')})`, 'lacks a member'])
  if (hidden.length > 0 && isRequest)
    checks.push([`$.hidden(${hidden.map(quote).join(', ')})`, 'has a member that must not be sent'])
  if (has(schema, 'minProperties', 'maxProperties'))
    checks.push([
      `$.size(${[count(schema.minProperties) ?? '0', count(schema.maxProperties) ?? []].flat().join(', ')})`,
      'has too few or too many members',
    ])
  if (has(schema, 'propertyNames'))
    checks.push([`$.names(${later(schema.propertyNames as Schema, scope)})`, 'has another name'])
  if (isJsonObject(schema.dependentRequired))
    checks.push([`$.dependent(${JSON.stringify(schema.dependentRequired)})`, 'lacks a member that goes with another'])
  if (isJsonObject(schema.dependentSchemas)) {
    const texts = Object.entries(schema.dependentSchemas as Record<string, Schema>).map(
      ([name, each]) => `${propertyName(name)}: ${later(each, scope)}`,
    )
    checks.push([`$.dependentSchemas({ ${texts.join(', ')} })`, 'lacks what goes with a member'])
  }
  if (patterns.length > 0) {
    const texts = patterns.map(([pattern, each]) => `[${regExp(pattern)}, ${later(each, scope)}]`)
    const others = additional === false && !isRequest ? true : (additional ?? true)
    checks.push([
      `$.patterns([${[...names, ...hidden].map(quote).join(', ')}], [${texts.join(', ')}], ${later(others, scope)})`,
      'has another member',
    ])
  }
  return checked(
    checks,
    shapeOf(`{ ${members.join(', ')} }`, members.length, patterns.length > 0 ? true : additional, scope),
    scope,
  )
}

/** Requests are read by the letter. Of answers, members that the contract gains later are dropped. */
function shapeOf(shape: string, size: number, additional: Schema | undefined, scope: ZodScope): string {
  const isOpen = additional === undefined ? scope.direction === 'request' : additional !== false
  if (!isOpen) return scope.direction === 'request' ? `$z.strictObject(${shape})` : `$z.object(${shape})`
  const others = isJsonObject(additional) ? zodOf(additional, scope) : '$z.unknown()'
  if (size === 0) return `$z.record($z.string(), ${others})`
  // Zod infers an index signature, which the SDK's types have only where the contract says what other members are.
  scope.untyped()
  return others === '$z.unknown()' ? `$z.looseObject(${shape})` : `$z.object(${shape}).catchall(${others})`
}
