import type { Op } from './op.ts'
import { text } from './same.ts'

/** One thing that was changed in a schema, apart from all else that was. */
export interface Cause {
  /** What follows the place in the id, `max-decreased`; for a member's coming and going, `property-added` and the like. */
  aspect: string
  /** The schema objects that hold the change. */
  base: string
  revision: string
  /** The key or keys below those, for a finding to point at. */
  key: { base?: string; revision?: string }
  /** The member that was added, was removed or became required. */
  property?: string
  /** The member's nature, where the id tells it. */
  traits?: { required?: boolean; hidden?: boolean; withDefault?: boolean; mode?: string }
  from?: unknown
  to?: unknown
  /** What makes the producer's schema as the consumer's is, in this one respect. */
  ops: Op[]
  /** Set where no validator reads it: a rule of the catalogue has its level. */
  byRule?: true
  /** Set where it is about members that nobody declared: senders are then taken to add some. */
  openContent?: true
}

const names = new WeakMap<Cause, string>()

/** The same for causes that were met on different ways. */
export function causeName(cause: Cause): string {
  const { base, revision, aspect, property = '', from, to, traits } = cause
  const name = names.get(cause) ?? `${base} ${revision} ${aspect} ${property} ${text([from, to, traits?.mode])}`
  names.set(cause, name)
  return name
}
