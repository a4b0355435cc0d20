import { idOf } from '../catalogue/schema/identify.ts'
import type { Subject } from '../catalogue/schema/places.ts'
import { type Cause, causeName } from '../schema-diff/cause.ts'
import type { CompareSchemas, Inside, ValuePair } from '../schema-diff/graph.ts'
import type { Equals } from './equal.ts'
import type { Exclusive } from './exclusive.ts'
import type { SchemaUse } from './schema-use.ts'
import { valuedBelow } from './valued.ts'

/** Where one cause shows itself. */
export interface Context {
  pair: ValuePair
  use: SchemaUse
  /** The smallest value around the pair whose containment gives that of the whole. */
  anchor: ValuePair
  /** True where the changed schema is the whole parameter, header or body. */
  root: boolean
  /** How many values lie around the pair: the fewer, the shorter the message that shows the change. */
  depth: number
}

/** One cause with all the places that it reaches in one direction. */
export interface Impact {
  key: string
  cause: Cause
  subject: Subject
  contexts: Context[]
  /** Set where its schema takes the same values as before: of what causes this is the work. */
  equal?: readonly Cause[]
}

/** The id of the finding about it. */
export const idOfImpact = ({ cause, subject, contexts }: Impact, aspect = cause.aspect): string =>
  idOf({
    aspect,
    traits: cause.traits ?? {},
    subject,
    root: contexts.some(({ root }) => root),
    header: contexts.some(({ use }) => use.part.base.startsWith('header:')),
  })

/** Groups what differs below the schema uses by its cause. */
export function impactsOf(uses: SchemaUse[], compare: CompareSchemas, exclusive: Exclusive, equals: Equals): Impact[] {
  const impacts = new Map<string, Impact>()
  const reaches = { request: new Map<ValuePair, Reached[]>(), response: new Map<ValuePair, Reached[]>() }
  for (const use of uses) {
    const start = compare(use.base, use.revision)
    if (start === undefined) continue
    const { direction } = use
    const isValued = (cause: Cause) => !cause.byRule && equals(cause, direction) === undefined
    const below =
      reaches[direction].get(start) ??
      reached(start, valuedBelow(start, isValued), (union, one) => exclusive(union, one, direction))
    reaches[direction].set(start, below)
    for (const { depth, pair, anchor, root } of below)
      for (const cause of pair.causes) {
        const key = `${use.direction} ${use.subject} ${causeName(cause)}`
        const equal = equals(cause, direction)
        const impact = impacts.get(key) ?? { key, cause, subject: use.subject, contexts: [], ...(equal && { equal }) }
        impacts.set(key, impact)
        impact.contexts.push({ pair, use, anchor, root, depth })
      }
  }
  return [...impacts.values()]
}

type Alternative = NonNullable<Inside['alternative']>

type Reached = Omit<Context, 'use'>

/** Every pair below one that has causes, once for each value around it that it must be looked at in. */
function reached(
  start: ValuePair,
  valued: Set<ValuePair>,
  isExclusive: (union: ValuePair, one: Alternative) => boolean,
): Reached[] {
  const first: Reached = { pair: start, anchor: start, root: true, depth: 0 }
  const anchors = new Map<ValuePair, Set<ValuePair>>()
  const found: Reached[] = []
  const queue = [first]
  for (const here of queue) {
    const known = anchors.get(here.pair)
    if (known?.has(here.anchor)) continue
    if (known === undefined) anchors.set(here.pair, new Set([here.anchor]))
    else known.add(here.anchor)
    if (here.pair.causes.length > 0) found.push(here)
    for (const { pair, monotone, itself, alternative } of here.pair.inside) {
      const alone = here.anchor === here.pair
      // Words, and what takes the same values in other words, are looked at by themselves.
      const isSum =
        !valued.has(pair) || (alone && (monotone || (alternative !== undefined && isExclusive(here.pair, alternative))))
      const anchor = isSum ? pair : here.anchor
      if (!anchors.get(pair)?.has(anchor))
        queue.push({ pair, anchor, root: here.root && itself === true, depth: here.depth + 1 })
    }
  }
  return found
}
