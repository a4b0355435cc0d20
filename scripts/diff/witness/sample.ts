import { contains } from '../../json-schema/contains.ts'
import type { Json, Schema } from '../../json-schema/question.ts'
import type { Direction } from '../../openapi/direction.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Located } from '../../openapi/model/located.ts'
import { vocabularies } from '../../openapi/vocabulary.ts'

/** Some value of a schema; undefined where none is found. A value refutes the claim that the schema has none. */
export function sample(contract: Contract, schema: Located, direction: Direction): Json | undefined {
  const { document } = contract
  const producer = { schema: schema.value as Schema, document }
  const verdict = contains({ producer, consumer: { schema: false, document }, vocabulary: vocabularies[direction] })
  return verdict.kind === 'refuted' ? verdict.witness : undefined
}
