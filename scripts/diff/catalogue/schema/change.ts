/** What can happen to a schema, whatever it stands in: the second half of an id such as `request-property-max-decreased`. */
import type { Schema } from '../../../json-schema/question.ts'
import type { Levels, Profile } from '../levels.ts'

/** The effect on the set of values that the schema accepts; `moves`: some are removed and others added; `says`: none. */
export type Effect = 'narrows' | 'widens' | 'moves' | 'says'

/** One for both directions, or one for each. */
export type PerDirection<Value> = Value | { request: Value; response: Value }

export interface SchemaChange {
  suffix: string
  /** What the comparison of schemas calls it, where that is not the suffix. */
  aspect?: string
  effect: Effect
  /** Completes a sentence: "A parameter: its largest value was lowered." */
  what: string
  /** What a finding says after the name of the schema. */
  sentence: PerDirection<string>
  /** Where no validator reads the keyword: the levels of the rule. Otherwise the values decide. */
  levels?: PerDirection<Levels>
  /** Where values decide: what a profile makes of a change that is proven harmless. */
  raised?: PerDirection<Levels>
  variants?: Record<string, { when: string; sentence: PerDirection<string> }>
  before: Schema
  after: Schema
  /** Where the change is of one alone of the versions of OpenAPI. */
  openapi?: '3.0.3'
  /** Where it is reported: of a schema that is the whole body, parameter or header; or within bodies. */
  only?: 'whole' | 'bodies'
  /** In a response the two fragments change places. */
  mirrored?: true
  /** The id in some places, where it is not made of the place and the suffix: oasdiff's. */
  renamed?: Readonly<Record<string, string>>
  /** The least strict profile that looks for it; absent: each does. */
  leastProfile?: Profile
  /** An addition to the reason that follows from the effect. */
  note?: string
  /** Advice that is better than the general one. */
  instead?: { request?: string; response?: string }
}

const isDirected = <Value>(value: PerDirection<Value>): value is { request: Value; response: Value } =>
  typeof value === 'object' && value !== null && 'request' in value

/** What holds for one direction. */
export const inDirection = <Value>(value: PerDirection<Value>, direction: 'request' | 'response'): Value =>
  isDirected(value) ? value[direction] : value
