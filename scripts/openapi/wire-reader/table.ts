/** How the text of a parameter becomes a value. It is plain JSON, which generated validators contain. */

import type { Style } from '../wire.ts'

export type Scalar = 'boolean' | 'integer' | 'number' | 'string' | 'null'

/** What a text may become: one of the scalars, a list, an object, a file. Where all are empty: anything. */
export interface Shape {
  scalars: Scalar[]
  items?: Shape
  members?: Record<string, Shape>
  /** The shape of undeclared members; absent where there may be none. */
  rest?: Shape
  /** True for bytes, or a text that encodes them. */
  file?: true
}

/**
 * How a parameter, or a member of a form, is written: by a style, as one `json` or other `text`, or by its `value`: as
 * JSON where that is an object or a list, else as text.
 */
export interface ParameterRow {
  name: string
  style: Style | 'json' | 'text' | 'value'
  /** True where each item of a list, and with a style each member of an object, is written by itself. */
  explode: boolean
  shape: Shape
}

/** One `name=value` of a query, a cookie header or a form. `raw` still has its percent escapes, where there are any. */
export interface NameValue {
  name: string
  raw: string
}

/** Thrown where a text cannot be parsed as its schema demands. `message` is for the caller. */
export class Unreadable extends Error {
  code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export const isObjectShape = ({ members, rest }: Shape): boolean => members !== undefined || rest !== undefined

export const isOpen = (shape: Shape): boolean =>
  shape.scalars.length === 0 && !shape.items && !isObjectShape(shape) && !shape.file

/** True where the schema describes neither lists nor objects. */
export const isScalar = (shape: Shape): boolean => !shape.items && !isObjectShape(shape)
