import type { Json, Schema } from './question.ts'
import type { SchemaNode } from './read/node.ts'
import type { View } from './read/view.ts'
import type { Literal } from './solve/literal.ts'

/** Proves that no value meets all of the literals. */
export type IsEmpty = (literals: readonly Literal[]) => boolean

/** How values change on the way from a producer to a consumer: numbers that become texts, lists that are split. */
export interface Transport {
  /** The producer's schema with only the values that can be sent. */
  sendable(producer: Schema): Schema
  /** What the producer's own contract reads a sent value as; undefined for nothing. */
  readBack(sent: Json): Json | undefined
  /** Every value that a consumer of this schema may read a sent value as. */
  readings(consumer: SchemaNode, sent: Json): Json[]
  /** The consumer's schema with what else it takes, read from what was sent; only what is proved is added. */
  widen(isEmpty: IsEmpty, consumer: Schema, view: View): Schema
  /** Kinds of values among which one may be found that no reading makes the consumer take. */
  suspects: readonly Schema[]
}
