/** The data that generated validators are made of: how the text of a parameter becomes a value. Plain JSON. */

import type { ValidationError } from './raw.ts'

export type Scalar = 'boolean' | 'integer' | 'number' | 'string' | 'null'

/** What a text may become: any of the scalars, a list, an object. */
export interface Shape {
  scalars: Scalar[]
  items?: Shape
  members?: Record<string, Shape>
  /** Of members that are not named; absent where there may be none. */
  rest?: Shape
}

export type Part = ValidationError['in']

export interface ParameterRow {
  name: string
  style: string
  explode: boolean
  shape: Shape
  /** The text is JSON. */
  json?: true
}

/** One `name=value` of a query, a cookie header or a form. `raw` still has its percent escapes, where there are any. */
export interface Pair {
  name: string
  raw: string
}

/** Thrown where a text cannot be read as what it should be; `message` is for the caller. */
export class Unreadable extends Error {
  code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
