import type { Contract } from '../normalise/exchange.ts'
import type { Spot } from '../normalise/spot.ts'
import { judge } from '../values/decide.ts'
import type { Direction, Json, Schema } from '../values/types.ts'

/** Some value of a schema; undefined where none is found. What nothing accepts, refutes that nothing is accepted. */
export function sample(contract: Contract, schema: Spot, direction: Direction): Json | undefined {
  const { document, dialect } = contract
  const producer = { schema: schema.value as Schema, document, dialect }
  const verdict = judge({ producer, consumer: { schema: false, document, dialect }, direction })
  return verdict.kind === 'refuted' ? verdict.witness : undefined
}
