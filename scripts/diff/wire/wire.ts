import { type In, isJsonText, type Style, type Writing } from '../../openapi/wire.ts'

/** How one value is written as text; `objects`: taken apart by the style, or as JSON. */
export interface Text {
  style: Style
  explode: boolean
  objects: 'style' | 'json'
  /** True of an item of a list: a list in it is written as JSON. */
  isItem?: true
}

/** A value that travels as text, so that `5` and `"5"` are the same on the wire. */
export interface Wire {
  in: In
  style: Style
  explode: boolean
}

/**
 * A form (`application/x-www-form-urlencoded`, `multipart/*`): each member is written by itself, texts as such, lists
 * item by item, objects as JSON.
 */
export interface FormWire extends Wire {
  /** The members of which `encoding` says more (OpenAPI 3.1 §4.8.15). */
  encoded: Readonly<Record<string, Writing>>
}

export const isForm = (wire: Wire): wire is FormWire => 'encoded' in wire

/** The text of a parameter is taken apart by its style, that of a form's member by its value. */
export const textOf = (wire: Wire): Text => ({
  style: wire.style,
  explode: wire.explode,
  objects: isForm(wire) ? 'json' : 'style',
})

export const memberWriting = ({ encoded }: FormWire, name: string): Writing =>
  Object.hasOwn(encoded, name) ? (encoded[name] as Writing) : { by: 'value' }

/** `json`: by its media type, so that `5` is not `"5"`. */
export type MemberText = 'json' | Text

export function memberText(writing: Writing): MemberText {
  if (writing.by === 'style') return { style: writing.style, explode: writing.explode, objects: 'style' }
  if (writing.by === 'content' && isJsonText(writing)) return 'json'
  return { style: 'form', explode: true, objects: 'json' }
}
