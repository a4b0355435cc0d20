import { contains } from '../../json-schema/contains.ts'
import type { Direction, Json, Schema } from '../../json-schema/question.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Located } from '../../openapi/model/located.ts'

/** Some value of a schema; undefined where none is found. What nothing accepts, refutes that nothing is accepted. */
export function sample(contract: Contract, schema: Located, direction: Direction): Json | undefined {
  const { document, dialect } = contract
  const producer = { schema: schema.value as Schema, document, dialect }
  const verdict = contains({ producer, consumer: { schema: false, document, dialect }, direction })
  return verdict.kind === 'refuted' ? verdict.witness : undefined
}
