import type { JsonObject } from '../../openapi/grammar.ts'
import { annotations } from './annotations.ts'
import type { Same } from './same.ts'
import type { Difference } from './schema-pair.ts'
import type { Unwrapped } from './unwrap.ts'

/** What differs in the annotations of one value's schemas. */
export interface AnnotationDifferences {
  /** In those of the schemas themselves that nothing around them overrides. */
  own: Difference[]
  /** In those that a wrapping of either side sets, in force instead of the schema's own. */
  around: Difference[]
  /** Which those are. */
  overridden: string
}

export function wordsOf(a: Unwrapped, b: Unwrapped, same: Same): AnnotationDifferences {
  // A discriminator reads the alternatives beside it.
  const keys = new Set([...Object.keys(a.outer), ...Object.keys(b.outer)].filter((key) => key !== 'discriminator'))
  const own = annotations({ a: without(a.located.value, keys), b: without(b.located.value, keys), same })
  const isWrapped = Object.keys(a.outer).length > 0 || Object.keys(b.outer).length > 0
  const inForce = ({ located, outer }: Unwrapped) => ({ ...only(located.value, keys), ...outer })
  const around = isWrapped ? annotations({ a: inForce(a), b: inForce(b), same }) : []
  return { own, around, overridden: [...keys].sort().join() }
}

const without = (schema: JsonObject, keys: Set<string>): JsonObject =>
  keys.size === 0 ? schema : Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.has(key)))

const only = (schema: JsonObject, keys: Set<string>): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => keys.has(key)))
