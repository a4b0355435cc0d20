import { coerceScalar } from './coerce.ts'
import { isObjectShape, isOpen, isScalar, type ParameterRow, type Shape, Unreadable } from './table.ts'

/** @throws Unreadable MALFORMED */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Unreadable('MALFORMED', 'is not JSON')
  }
}

/** Reads a value that is written in a media type, or by its value: one text, or one for each item of a list. */
export function readTexts({ style, explode, shape }: ParameterRow, texts: readonly string[]): unknown {
  const [first = '', second] = texts
  const { items } = shape
  if (items && second !== undefined) return texts.map((text) => readText(style, text, items))
  if (second !== undefined) throw new Unreadable('DUPLICATE', 'is given more than once')
  if (items && explode && !isTakenWhole(shape, first))
    return wholeList(style, first, items) ?? [readText(style, first, items)]
  return readText(style, first, shape)
}

/** True where the schema allows values other than lists, and this single text is one of them. */
const isTakenWhole = (shape: Shape, text: string): boolean =>
  shape.scalars.length > 0 || (isObjectShape(shape) && /^\s*\{/.test(text))

/** A list that was sent as one JSON text instead of one text for each item; undefined where the text may be an item. */
function wholeList(style: ParameterRow['style'], text: string, items: Shape): unknown[] | undefined {
  if (!/^\s*\[/.test(text) || items.items || isOpen(items)) return undefined
  if (style === 'text' || (style === 'value' && items.scalars.includes('string'))) return undefined
  const value = tried(text)
  return Array.isArray(value) ? value : undefined
}

function readText(style: ParameterRow['style'], text: string, shape: Shape): unknown {
  if (style === 'json') return parseJson(text)
  if (style === 'text' || isScalar(shape)) return coerceScalar(text, shape.scalars)
  return readByValue(text, shape)
}

/** Reads a text that is a scalar, or the JSON of an object or list. */
function readByValue(text: string, shape: Shape): unknown {
  const scalar = coerceScalar(text, shape.scalars)
  if (typeof scalar !== 'string') return scalar
  if (!shape.scalars.includes('string')) return parseJson(text)
  return /^\s*[[{]/.test(text) ? (tried(text) ?? text) : text
}

function tried(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
