/** What can happen to a schema, whatever it stands in: the second half of an id such as `request-property-max-decreased`. */
import { annotations } from './changes/annotations.ts'
import { bounds } from './changes/bounds.ts'
import { composition } from './changes/composition.ts'
import { containers } from './changes/containers.ts'
import { life } from './changes/life.ts'
import { values } from './changes/values.ts'
import { whole } from './changes/whole.ts'

export type SchemaObject = { [keyword: string]: unknown }
export type Schema = boolean | SchemaObject

/** To the set of values that the schema accepts; `says`: nothing, `moves`: some go and others come. */
export type Effect = 'narrows' | 'widens' | 'moves' | 'says'

export interface SchemaChange {
  suffix: string
  effect: Effect
  /** Completes a sentence: "A parameter: its largest value was lowered." */
  what: string
  before: Schema
  after: Schema
  /** Where the change is of one alone of the versions of OpenAPI. */
  openapi?: '3.0.3'
  /** Where it is said: of a schema that is the whole body, parameter or header; or within bodies. */
  only?: 'whole' | 'bodies'
  /** In a response the two fragments change places. */
  mirrored?: true
  /** What more there is to say than the effect does. */
  note?: string
  /** Where the general advice is not the best. */
  instead?: { request?: string; response?: string }
}

export const schemaChanges: readonly SchemaChange[] = [
  ...values,
  ...bounds,
  ...containers,
  ...composition,
  ...annotations,
  ...life,
  ...whole,
]
