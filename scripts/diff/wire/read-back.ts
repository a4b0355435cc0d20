import type { Document, Json, Sided } from '../../json-schema/question.ts'
import { resolve } from '../../json-schema/read/resolve.ts'
import { memberShape } from '../../openapi/wire-reader/coerce.ts'
import { shapeOf as shapeBy, writtenBy } from '../../openapi/wire-reader/shape.ts'
import { readPairs, readText } from '../../openapi/wire-reader/styles.ts'
import { type NameValue, type Shape, Unreadable } from '../../openapi/wire-reader/table.ts'
import { plain, queryPairs, simpleText, type Written } from './serialise.ts'
import { type FormWire, isForm, memberWriting, type Wire } from './wire.ts'

/** No style reads deeper than so many levels above the reader's own limit. */
const START = 2
const shapes = new WeakMap<Document, WeakMap<object, Shape>>()

/** What the text of a schema's value may become. */
export function shapeOf({ schema, document }: Sided): Shape {
  if (typeof schema !== 'object') return { scalars: [] }
  const known = shapes.get(document) ?? new WeakMap<object, Shape>()
  shapes.set(document, known)
  const shape = known.get(schema) ?? shapeBy(schema, (reference) => resolve(reference, document)?.schema, START)
  known.set(schema, shape)
  return shape
}

/** What a contract's own reader makes of a value as it is sent; undefined where it reads nothing. */
export function readBack(value: Json, wire: Wire, shape: Shape): Json | undefined {
  try {
    return (isForm(wire) ? readForm(value, wire, shape) : readParameter(value, wire, shape)) as Json | undefined
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

const name = 'it'

function readParameter(value: Json, { in: place, style, explode }: Wire, shape: Shape): unknown {
  const row = { name, style, explode, shape }
  const written: Written = { name, writing: { by: 'style', style, explode } }
  if (place === 'query' || place === 'cookie')
    return readPairs(row, pairsOf(queryPairs(written, value)), decode, isOthers)
  const text = simpleText(written, value, place === 'path')
  return readText(row, text, place === 'path' ? decode : (raw) => raw.trim())
}

const isOthers = () => false

function readForm(form: Json, wire: FormWire, shape: Shape): unknown {
  if (typeof form !== 'object' || form === null || Array.isArray(form)) return form
  const read = Object.entries(form).map(([key, value]) => [key, readMember(key, value, wire, memberShape(shape, key))])
  return Object.fromEntries(read.filter(([, value]) => value !== undefined))
}

function readMember(key: string, value: Json, wire: FormWire, shape: Shape): unknown {
  const writing = memberWriting(wire, key)
  if (writing.by === 'style') return readParameter(value, { in: 'query', ...writing }, shape)
  const written = writtenBy(writing)
  const write = written.style === 'json' ? (part: Json) => JSON.stringify(part) : plain
  const texts = Array.isArray(value) && written.explode ? value.map(write) : [write(value)]
  const pairs = texts.map((raw) => ({ name, raw }))
  return readPairs({ name, ...written, shape }, pairs, (raw) => raw, isOthers)
}

const pairsOf = (texts: string[]): NameValue[] =>
  texts.map((text) => {
    const at = text.indexOf('=')
    return { name: decode(text.slice(0, at)), raw: text.slice(at + 1) }
  })

const decode = (raw: string): string => decodeURIComponent(raw)
