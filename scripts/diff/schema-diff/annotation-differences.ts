import type { JsonObject } from '../../openapi/grammar.ts'
import { annotations } from './annotations.ts'
import type { Same } from './same.ts'
import type { Difference } from './schema-pair.ts'
import type { Unwrapped } from './unwrap.ts'

/** What differs in the annotations of the two schemas of one value. */
interface AnnotationDifferences {
  /** In the schemas' own annotations that no wrapper overrides. */
  own: Difference[]
  /** In the annotations that a wrapper of either schema sets. They hold instead of the schema's own. */
  outer: Difference[]
  /** The names of the annotations that a wrapper sets. */
  overridden: string
}

export function annotationDifferences(a: Unwrapped, b: Unwrapped, same: Same): AnnotationDifferences {
  // A discriminator belongs to the alternatives beside it, so that a wrapper does not override it.
  const keys = new Set([...Object.keys(a.outer), ...Object.keys(b.outer)].filter((key) => key !== 'discriminator'))
  const own = annotations({ a: without(a.located.value, keys), b: without(b.located.value, keys), same })
  const isWrapped = Object.keys(a.outer).length > 0 || Object.keys(b.outer).length > 0
  const inForce = ({ located, outer }: Unwrapped) => ({ ...only(located.value, keys), ...outer })
  const outer = isWrapped ? annotations({ a: inForce(a), b: inForce(b), same }) : []
  return { own, outer, overridden: [...keys].sort().join() }
}

const without = (schema: JsonObject, keys: Set<string>): JsonObject =>
  keys.size === 0 ? schema : Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.has(key)))

const only = (schema: JsonObject, keys: Set<string>): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => keys.has(key)))
