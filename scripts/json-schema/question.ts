/** Questions about the sets of values that schemas describe, and their answers. */

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

/** The meaning of keywords beyond JSON Schema. Views are cached by it, so pass the same object each time. */
export interface Vocabulary {
  /** True for keywords that refuse no value. */
  isAnnotation(keyword: string): boolean
  /** Formats that other keywords express exactly. `true` refuses no value. */
  formats: Readonly<Record<string, Schema>>
  /** The members that a schema declares and no value has. */
  hiddenMembers(schema: Schema, document: Document): string[]
  /**
   * The alternatives of a `oneOf` or `anyOf`, each restricted to its tag. An alternative that restricts it itself
   * stays.
   */
  tagBranches(schema: { [keyword: string]: unknown }, branches: Schema[], document: Document): Schema[]
  /**
   * The alternatives that a discriminator alone leads to: the subtypes of a schema, each restricted to its tag. Undefined
   * where it has none.
   */
  subtypeBranches(schema: SchemaObject, document: Document): Schema[] | undefined
  /** A schema in other words where keywords of its own have more than one reading; otherwise the same object. */
  spell(schema: SchemaObject): SchemaObject
}

/** Does `consumer` accept every value that `producer` sends? Objects hold only members that the producer declares. */
export interface Question {
  producer: Sided
  consumer: Sided
  /** Absent: JSON Schema alone. */
  vocabulary?: Vocabulary
  /** True where the producer's objects may hold members that it does not declare. */
  open?: boolean
  /** Steps of work for the whole question, not a time; 40,000 by default. */
  budget?: number
  /** Values that are tried at each place before anything is searched for there. */
  hints?: readonly Json[]
  /** True where validators read unions by their discriminators. */
  tagged?: boolean
}

/** Where the consumer refuses a witness, and by which keyword. */
export interface Why {
  /** JSON pointer into the witness. */
  pointer: string
  /** JSON pointer from the consumer's schema to the keyword, through `$ref`s. */
  keyword: string
  message: string
}

export type ContainmentAnswer =
  /** `empty`: no value is valid under the producer's schema, so that the proof is trivial. */
  | { kind: 'proven'; empty?: true }
  /** `tagged`: the discriminator tells the alternatives apart; by the letter they overlap. */
  | { kind: 'refuted'; witness: Json; why: Why; tagged?: true }
  /**
   * `pointer` leads to the schema that could not be read or compared, on the side that the reason names.
   * `isOutOfBudget`: more steps might decide it.
   */
  | { kind: 'unknown'; reason: string; pointer: string; isOutOfBudget?: true }
