import { canonical } from '../../json-schema/canonical-json.ts'
import type { Direction } from '../../openapi/direction.ts'
import type { Op } from './op.ts'

/** One single change in a schema. */
export interface Cause {
  /** The end of the id, such as `max-decreased` or `property-added`. */
  aspect: string
  /** The schema objects that hold the change. */
  base: string
  revision: string
  /** The key below each schema object that a finding points at. */
  key: { base?: string; revision?: string }
  /** The member that was added, was removed or became required. */
  property?: string
  /** Properties of the member that the id depends on. */
  traits?: { required?: boolean; hidden?: boolean; withDefault?: boolean; mode?: string; closed?: boolean }
  from?: unknown
  to?: unknown
  /** The edits that make the producer's schema equal to the consumer's in this one respect. */
  ops: Op[]
  /** Set where validators ignore it, so that the catalogue decides its level. */
  byRule?: true
  /** Set where a discriminator sends tags elsewhere: the directions in which messages may be refused for it. */
  tags?: readonly Direction[]
  /** Set for a change about undeclared members: the proof then assumes that senders add some. */
  openContent?: true
}

const names = new WeakMap<Cause, string>()

/** The same text for equal causes that were found on different paths. */
export function causeName(cause: Cause): string {
  const { base, revision, aspect, property = '', from, to, traits } = cause
  const name = names.get(cause) ?? `${base} ${revision} ${aspect} ${property} ${canonical([from, to, traits?.mode])}`
  names.set(cause, name)
  return name
}
