/** Questions about sets of values that schemas describe, and their answers. */

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json }

/** A schema of JSON Schema 2020-12. The caller converts other dialects to it. */
export type Schema = boolean | SchemaObject

export interface SchemaObject {
  $ref?: string
  [keyword: string]: unknown
}

export type Document = { [member: string]: unknown }

/** A schema and the document in which its `$ref`s (`#/components/schemas/X`, any JSON pointer, `$anchor`s) resolve. */
export interface Sided {
  schema: Schema
  document: Document
}

/** What keywords beside those of JSON Schema make of a schema. Views are kept by it: give the same object each time. */
export interface Vocabulary {
  /** Keywords of its own that refuse nothing. */
  annotations: ReadonlySet<string>
  /** Formats that other keywords say exactly; `true` refuses nothing. */
  formats: Readonly<Record<string, Schema>>
  /** The members, declared at one place of the instance, that no value has. */
  hiddenMembers(schema: Schema, document: Document): string[]
  /** The alternatives of a `oneOf` or `anyOf` as a tag tells them apart; each is the given one where it needs no more. */
  tagBranches(schema: { [keyword: string]: unknown }, branches: Schema[], document: Document): Schema[]
}

/** Is every value that `producer` makes accepted by `consumer`? Objects hold only members that the producer declares. */
export interface Question {
  producer: Sided
  consumer: Sided
  /** Absent: JSON Schema alone. */
  vocabulary?: Vocabulary
  /** The producer's objects may carry members that it does not declare. */
  open?: boolean
  /** Steps of work for the whole question, default 40,000. Never a time. */
  budget?: number
}

/** Where in the witness, and which keyword of the consumer refuses it. */
export interface Why {
  /** JSON pointer into the witness. */
  pointer: string
  /** JSON pointer from the consumer's schema to the keyword, through `$ref`s. */
  keyword: string
  message: string
}

export type ContainmentAnswer =
  /** `empty`: the producer can make no value at all, so the answer is vacuous. */
  | { kind: 'proven'; empty?: true }
  | { kind: 'refuted'; witness: Json; why: Why }
  /**
   * `pointer` is into the schema that could not be read or compared, from the side named in the reason. `isOutOfBudget`:
   * more steps might decide it.
   */
  | { kind: 'unknown'; reason: string; pointer: string; isOutOfBudget?: true }
