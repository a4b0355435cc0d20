/** A change of a schema, wherever it occurs: the second half of an id such as `request-property-max-decreased`. */
import type { Schema } from '../../../json-schema/question.ts'
import type { Levels, Profile } from '../levels.ts'

/** The effect on the set of accepted values. `moves`: some values are removed and others added; `says`: no effect. */
export type Effect = 'narrows' | 'widens' | 'moves' | 'says'

/** One value for both directions, or one for each. */
type PerDirection<Value> = Value | { request: Value; response: Value }

export interface SchemaChange {
  suffix: string
  /** The name of the change in `schema-diff`, where it differs from the suffix. */
  aspect?: string
  effect: Effect
  /** The end of a sentence such as "A parameter: its largest value was lowered." */
  what: string
  /** The text of a finding after the name of the schema. */
  sentence: PerDirection<string>
  /** The levels of a rule, for keywords that validators ignore. Otherwise the values decide. */
  levels?: PerDirection<Levels>
  /** Where values decide: the levels of a change that is proven harmless. */
  raised?: PerDirection<Levels>
  variants?: Record<string, { when: string; sentence: PerDirection<string> }>
  before: Schema
  after: Schema
  /** Set where the change exists only in this version of OpenAPI. */
  openapi?: '3.0.3'
  /** Where it is reported: for a schema of a whole body, parameter or header; or only in bodies. */
  only?: 'whole' | 'bodies'
  /** Set where `before` and `after` are swapped for responses. */
  mirrored?: true
  /** Ids of oasdiff by place, where they are not composed of the place and the suffix. */
  renamed?: Readonly<Record<string, string>>
  /** The least strict profile that reports it; absent where all do. */
  leastProfile?: Profile
  /** A sentence to add to the reason, which follows from the effect. */
  note?: string
  /** Advice instead of the general one of the effect. */
  instead?: { request?: string; response?: string }
}

const isDirected = <Value>(value: PerDirection<Value>): value is { request: Value; response: Value } =>
  typeof value === 'object' && value !== null && 'request' in value

/** The value for one direction. */
export const inDirection = <Value>(value: PerDirection<Value>, direction: 'request' | 'response'): Value =>
  isDirected(value) ? value[direction] : value
