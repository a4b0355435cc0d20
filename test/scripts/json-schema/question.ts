import { readSide } from '../../../scripts/json-schema/canonical/side.ts'
import type { Document, Question, Schema, Sided } from '../../../scripts/json-schema/question.ts'
import type { Direction } from '../../../scripts/openapi/direction.ts'
import { vocabularies } from '../../../scripts/openapi/vocabulary.ts'

export const sided = (schema: Schema, schemas: { [name: string]: Schema } = {}): Sided => ({
  schema,
  document: { components: { schemas } } as Document,
})

export interface Terms {
  direction?: Direction
  open?: boolean
  budget?: number
  /** Components of the one side and of the other. */
  producers?: { [name: string]: Schema }
  consumers?: { [name: string]: Schema }
}

export const question = (
  producer: Schema,
  consumer: Schema,
  { producers, consumers, direction = 'request', ...terms }: Terms = {},
): Question => ({
  producer: sided(producer, producers),
  consumer: sided(consumer, consumers),
  vocabulary: vocabularies[direction],
  ...terms,
})

/** Whether two schemas are known by the same normal form. */
export const isSameForm = (one: Sided, other: Sided): boolean => readSide(one).node.id === readSide(other).node.id
