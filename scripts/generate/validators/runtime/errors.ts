import { escapeSegment, tokens } from '../../../json-schema/pointer.ts'
import type { AjvError } from './ajv-error.ts'
import { mostErrors } from './bounded.ts'
import type { ValidationError } from './raw.ts'

export type RequestPart = ValidationError['in']

/**
 * Adds Ajv's errors as callers see them, once each, but for what could not be read in the first place. `parts`: the first
 * segment of each path names the part of the request.
 */
export function translate(
  errors: readonly AjvError[],
  part: RequestPart | 'parts',
  into: ValidationError[],
): ValidationError[] {
  const unread = new Set(into.map((error) => error.in + error.pointer))
  const told = new Set<string>()
  for (const error of errors) {
    if (told.size === mostErrors) break
    const translated = translateOne(error, part)
    if (!translated || unread.has(translated.in + translated.pointer)) continue
    const key = `${translated.in} ${translated.pointer} ${translated.code}`
    if (!told.has(key)) into.push(translated)
    told.add(key)
  }
  return into
}

function translateOne(error: AjvError, part: RequestPart | 'parts'): ValidationError | undefined {
  // `if` only says that `then` or `else` failed, which has its own errors.
  if (!error.keyword || error.keyword === 'if') return undefined
  const path = error.instancePath + memberPath(error)
  const split = part === 'parts' ? path.indexOf('/', 1) : 0
  const place = part === 'parts' ? (path.slice(1, split < 0 ? undefined : split) as RequestPart) : part
  const pointer = split < 0 ? '' : path.slice(split)
  const [code, says] = describe(error)
  return { in: place, pointer, code, message: `${subject(pointer, place)} ${says}` }
}

const segment = (name: unknown): string => `/${escapeSegment(String(name))}`

/** The member that an error is about, where Ajv reports it at the object that holds it. */
function memberPath({ keyword, params, propertyName }: AjvError): string {
  if (keyword === 'required' || keyword === 'dependentRequired') return segment(params.missingProperty)
  if (keyword === 'additionalProperties') return segment(params.additionalProperty)
  if (keyword === 'unevaluatedProperties') return segment(params.unevaluatedProperty)
  if (keyword === 'propertyNames') return segment(params.propertyName)
  return propertyName === undefined ? '' : segment(propertyName)
}

/** `quantity`, `lines[0]`, or the part itself. */
function subject(pointer: string, part: RequestPart): string {
  const names = tokens(pointer)
  const name = names.pop()
  if (name === undefined) return `the ${part}`
  if (!/^\d+$/.test(name)) return name
  return names.length === 0 ? `item ${name}` : `${names.pop()}[${name}]`
}

const list = (values: unknown, glue: string): string => {
  const texts = (Array.isArray(values) ? values : [values]).map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  )
  const shown = texts.length > 20 ? [...texts.slice(0, 20), '…'] : texts
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} ${glue} ${shown.at(-1)}`
}

const count = (limit: unknown, noun: string): string => `${limit} ${noun}${limit === 1 ? '' : 's'}`

const article = (type: unknown): string =>
  /^(?!u[ru])[aeiou]/.test(String(type)) ? `an ${type}` : type === 'null' ? 'null' : `a ${type}`

type Description = (params: Record<string, unknown>) => [string, string]

const descriptions: Record<string, Description> = {
  required: () => ['REQUIRED', 'is required'],
  dependentRequired: ({ property }) => ['REQUIRED', `is required when ${property} is present`],
  additionalProperties: () => ['UNKNOWN_MEMBER', 'is not a known member'],
  unevaluatedProperties: () => ['UNKNOWN_MEMBER', 'is not a known member'],
  propertyNames: () => ['MEMBER_NAME', 'is not a permitted name'],
  type: ({ type }) => ['TYPE', `must be ${list([type].flat().map(article), 'or')}`],
  enum: ({ allowedValues }) => ['ENUM', `must be ${list(allowedValues, 'or')}`],
  const: ({ allowedValue }) => ['CONST', `must be ${list([allowedValue], 'or')}`],
  minimum: ({ limit }) => ['MINIMUM', `must be at least ${limit}`],
  exclusiveMinimum: ({ limit }) => ['MINIMUM', `must be greater than ${limit}`],
  maximum: ({ limit }) => ['MAXIMUM', `must be at most ${limit}`],
  exclusiveMaximum: ({ limit }) => ['MAXIMUM', `must be less than ${limit}`],
  multipleOf: ({ multipleOf }) => ['MULTIPLE_OF', `must be a multiple of ${multipleOf}`],
  minLength: ({ limit }) => [
    'MIN_LENGTH',
    limit === 1 ? 'must not be empty' : `must be at least ${count(limit, 'character')} long`,
  ],
  maxLength: ({ limit }) => ['MAX_LENGTH', `must be at most ${count(limit, 'character')} long`],
  pattern: ({ pattern }) => ['PATTERN', `must match ${pattern}`],
  format: ({ format }) => ['FORMAT', `must be ${article(format)}`],
  minItems: ({ limit }) => ['MIN_ITEMS', `must have at least ${count(limit, 'item')}`],
  maxItems: ({ limit }) => ['MAX_ITEMS', `must have at most ${count(limit, 'item')}`],
  items: ({ limit }) => ['MAX_ITEMS', `must have at most ${count(limit, 'item')}`],
  unevaluatedItems: ({ len }) => ['MAX_ITEMS', `must have at most ${count(len, 'item')}`],
  uniqueItems: ({ i, j }) => ['UNIQUE_ITEMS', `must not repeat an item (${j} and ${i} are equal)`],
  contains: ({ minContains }) => ['CONTAINS', `must contain at least ${count(minContains, 'matching item')}`],
  minProperties: ({ limit }) => ['MIN_MEMBERS', `must have at least ${count(limit, 'member')}`],
  maxProperties: ({ limit }) => ['MAX_MEMBERS', `must have at most ${count(limit, 'member')}`],
  not: () => ['NOT', 'has a form that is excluded'],
  anyOf: () => ['NO_VARIANT', 'has none of the permitted forms'],
  oneOfMany: () => ['AMBIGUOUS_VARIANT', 'has more than one of the permitted forms'],
  hidden: ({ keyword }) => (keyword === 'readOnly' ? ['READ_ONLY', 'is read-only'] : ['WRITE_ONLY', 'is write-only']),
  'false schema': () => ['FORBIDDEN', 'must not be present'],
}

const describe = ({ keyword, params }: AjvError): [string, string] =>
  descriptions[keyword]?.(params) ?? [keyword.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase(), 'is not valid']
