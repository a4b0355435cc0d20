import type { Direction, Document, Question, Schema, Sided, Wire } from '../../../scripts/json-schema/question.ts'

export const sided = (schema: Schema, schemas: { [name: string]: Schema } = {}): Sided => ({
  schema,
  document: { components: { schemas } } as Document,
  dialect: '3.1',
})

export interface Terms {
  direction?: Direction
  open?: boolean
  budget?: number
  wire?: Wire
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
  direction,
  ...terms,
})
