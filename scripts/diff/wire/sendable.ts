import type { Schema } from '../../json-schema/question.ts'
import { isJsonText } from '../../openapi/wire.ts'
import { memberShape } from '../../openapi/wire-reader/coerce.ts'
import { isObjectShape, isScalar, type Shape } from '../../openapi/wire-reader/table.ts'
import { type FormWire, isForm, memberWriting, type Wire } from './wire.ts'

/**
 * The values that can be sent: those of which a reader of the same contract reads something that their schema takes. No
 * null, no empty list or object by a style, no list or object where none is declared.
 */
export function sendableValues(wire: Wire, shape: Shape): Schema {
  if (isForm(wire)) return formValues(wire, shape)
  const place = placeOf(wire)
  if (wire.style === 'deepObject') return anyOf(objects(shape, (inner) => bracketed(inner, place)))
  const delimiter = delimiterInText(wire)
  const item = (inner: Shape): Schema => anyOf(scalars(inner, place, delimiter))
  return anyOf([
    ...scalars(shape, place, isScalar(shape) ? undefined : delimiter),
    ...lists(shape, item),
    ...objects(shape, item),
  ])
}

const anyOf = (schemas: Schema[]): Schema => (schemas.length === 1 ? (schemas[0] as Schema) : { anyOf: schemas })

/** What the place of a parameter can carry. */
type Place = { [keyword: string]: unknown }

const visible = '[\\x21-\\x7e]'

function placeOf(wire: Wire): Place {
  if (wire.in === 'path') return { minLength: 1 }
  return wire.in === 'header' ? { pattern: `^(?:${visible}(?:[\\x20-\\x7e]*${visible})?)?$` } : {}
}

/** What separates items where no escape hides it in an item (OpenAPI 3.1 §4.8.12.3): in headers, and by these two styles. */
function delimiterInText({ in: place, style, explode }: Wire): string | undefined {
  if (place === 'header') return ','
  if (explode) return undefined
  return ({ spaceDelimited: ' ', pipeDelimited: '\\|' } as { [style: string]: string })[style]
}

/** What is declared, and any text: what is not read as something else stays text. */
function scalars(shape: Shape, place: Place, without?: string): Schema[] {
  const typed = shape.scalars.filter((scalar) => scalar !== 'string' && scalar !== 'null')
  const text: Schema = { type: 'string', ...place, ...(without && { not: { type: 'string', pattern: without } }) }
  return [...(typed.length > 0 ? [{ type: typed }] : []), text]
}

function lists(shape: Shape, item: (shape: Shape) => Schema): Schema[] {
  if (shape.items === undefined) return []
  return [{ type: 'array', minItems: 1, items: item(shape.items) }]
}

function objects(shape: Shape, member: (shape: Shape) => Schema): Schema[] {
  if (!isObjectShape(shape)) return []
  const properties = Object.fromEntries(Object.entries(shape.members ?? {}).map(([name, own]) => [name, member(own)]))
  const rest = shape.rest === undefined ? false : member(memberShape({ scalars: [], rest: shape.rest }, ''))
  return [{ type: 'object', minProperties: 1, properties, additionalProperties: rest }]
}

const bracketed = (shape: Shape, place: Place): Schema =>
  anyOf([
    ...scalars(shape, place),
    ...lists(shape, (inner) => anyOf(scalars(inner, place))),
    ...objects(shape, (inner) => bracketed(inner, place)),
  ])

/** An empty form can be sent. */
function formValues(wire: FormWire, shape: Shape): Schema {
  const names = new Set([...Object.keys(shape.members ?? {}), ...Object.keys(wire.encoded)])
  const properties = Object.fromEntries(
    [...names].map((name) => [name, memberValues(wire, name, memberShape(shape, name))]),
  )
  return { type: 'object', properties, additionalProperties: memberValues(wire, '', shape.rest ?? { scalars: [] }) }
}

function memberValues(wire: FormWire, name: string, shape: Shape): Schema {
  const writing = memberWriting(wire, name)
  if (writing.by === 'style') {
    const { style, explode } = writing
    return sendableValues({ in: 'query', style, explode }, shape)
  }
  if (writing.by === 'value') return anyOf(byValue(shape))
  if (!isJsonText(writing)) return anyOf([...scalars(shape, {}), ...lists(shape, (inner) => anyOf(scalars(inner, {})))])
  return writing.each ? { minItems: 1 } : true
}

/** Texts as such, each item of a list by itself, and JSON for objects and lists in lists. */
const byValue = (shape: Shape): Schema[] => [...single(shape), ...lists(shape, (inner) => anyOf(item(inner)))]

const item = (shape: Shape): Schema[] => [...single(shape), ...(shape.items ? [{ type: 'array' }] : [])]

function single(shape: Shape): Schema[] {
  if (isScalar(shape)) return scalars(shape, {})
  // Where no text is declared beside objects and lists, all that is JSON is read as such.
  const json = shape.scalars.includes('string') ? [] : ['null', 'boolean', 'number']
  return [...scalars(shape, {}), { type: [...json, ...(isObjectShape(shape) ? ['object'] : [])] }]
}
