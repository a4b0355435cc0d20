/** The questions that the diff asks about sets of values, and their answers. */

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json }

/** A JSON Schema 2020-12 value; OpenAPI 3.0's own keywords (`nullable`, boolean `exclusiveMinimum`) are converted by the caller. */
export type Schema = boolean | { [keyword: string]: unknown }

export type Document = { [member: string]: unknown }

/** A schema and the document in which its `$ref`s (`#/components/schemas/X`, any JSON pointer, `$anchor`s) resolve. */
export interface Sided {
  schema: Schema
  document: Document
  dialect: '3.0' | '3.1'
}

/** `request`: the producer is a client of the old contract. `response`: the producer is a server of the new one. */
export type Direction = 'request' | 'response'

export type Style = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject'

/** A value that travels as text, so that `5` and `"5"` are the same on the wire. */
export interface Wire {
  in: 'path' | 'query' | 'header' | 'cookie'
  style: Style
  explode: boolean
}

/** Is every value that `producer` makes accepted by `consumer`? */
export interface Question {
  producer: Sided
  consumer: Sided
  direction: Direction
  /** Second pass: the producer's objects may carry members that it does not declare. */
  open?: boolean
  /** Steps of work for the whole question, default 40,000. Never a time. */
  budget?: number
  /** Absent: JSON. */
  wire?: Wire
}

/** Where in the witness, and which keyword of the consumer refuses it. */
export interface Why {
  /** JSON pointer into the witness. */
  pointer: string
  /** JSON pointer from the consumer's schema to the keyword, through `$ref`s. */
  keyword: string
  message: string
}

export type Verdict =
  /** `empty`: the producer can make no value at all, so the answer is vacuous. */
  | { kind: 'proven'; empty?: true }
  | { kind: 'refuted'; witness: Json; why: Why }
  /** `pointer` is into the schema that could not be read or compared, from the side named in the reason. */
  | { kind: 'unknown'; reason: string; pointer: string }

/** A parameter, header or body of one contract; `null` in its place means that the contract does not have it. */
export interface Part {
  sided: Sided
  required: boolean
  /** Absent: JSON. */
  wire?: Wire
}

/** `absent: true` in a refusal: the witness is to leave the part out, or the consumer does not know the part at all. */
export type PartVerdict = Verdict | { kind: 'refuted'; absent: true; why: Why }

/** Everything that one contract says about one request or one response; keys are `path:id`, `query:limit`, `header:etag`, `cookie:sid`, `body`. */
export interface Envelope {
  parts: { [key: string]: Part }
}

/** Values by the same keys; a missing key is an absent part. */
export interface Message {
  [key: string]: Json
}

/** What two independent validators say of a whole request or response. */
export type Checked =
  | { kind: 'confirmed'; why: Why & { part: string } }
  | { kind: 'disputed'; reason: string; part: string }
