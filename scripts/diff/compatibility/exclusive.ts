import { at } from '../../json-schema/pointer.ts'
import type { Schema } from '../../json-schema/question.ts'
import type { Direction } from '../../openapi/direction.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import { isDirected } from '../schema-diff/directed.ts'
import type { ValuePair } from '../schema-diff/graph.ts'
import type { Same } from '../schema-diff/same.ts'
import { applyChanges, type Edit } from './apply-changes.ts'
import type { AskWithin } from './budget.ts'

/** True where no value that an alternative of a `oneOf` newly takes is one of the others'. */
export type Exclusive = (
  union: ValuePair,
  alternative: { base: number; revision: number },
  direction: Direction,
) => boolean

/** Steps for one of many questions about two alternatives. */
const small = 4_000

export function exclusivesOf(base: Contract, revision: Contract, same: Same, within: AskWithin): Exclusive {
  const known = new Map<string, boolean>()
  const unions = new Map<string, ReturnType<typeof beside>>()

  /** In the producer's document, with the consumer's alternatives beside it. */
  function beside(union: ValuePair, direction: Direction) {
    const isRequest = direction === 'request'
    const [mine, other] = isRequest ? [union.base, union.revision] : [union.revision, union.base]
    const [producer, consumer] = isRequest ? [base, revision] : [revision, base]
    const theirs = at(consumer.document, `${other}/oneOf`) as Schema[]
    const imported = (index: number) => `/components/schemas/the other alternative ${index}`
    const edits = theirs.map(
      (_, index): Edit => ({
        producer: imported(index),
        consumer: `${other}/oneOf/${index}`,
        ops: [{ kind: 'replace' }],
      }),
    )
    const terms = { producer: producer.document, consumer: consumer.document, same } as const
    const document = applyChanges({ ...terms, producerIs: isRequest ? 'base' : 'revision' }, edits)
    return {
      sided: (schema: Schema) => ({ schema, document }),
      branches: at(document, `${mine}/oneOf`) as Schema[],
      importedSchemas: theirs.map((_, index): Schema => ({ $ref: `#${encodeURI(imported(index))}` })),
      document,
    }
  }

  return (union, { base: before, revision: after }, direction) => {
    const place = `exclusive ${direction} ${union.key}`
    const key = `${place} ${before}`
    const held = known.get(key)
    if (held !== undefined) return held
    const { sided, branches, importedSchemas, document } = unions.get(place) ?? beside(union, direction)
    if (!unions.has(place)) unions.set(place, { sided, branches, importedSchemas, document })
    const [ours, theirs] = direction === 'request' ? [before, after] : [after, before]
    const [consumer, imported] = [sided(branches[ours] ?? true), importedSchemas[theirs] ?? true]
    // Together, the one's read-only members would hide the other's: what is asked would be of fewer values.
    const holds =
      !isDirected(document, [branches, imported]) &&
      branches.every(
        (branch, index) =>
          index === ours ||
          within(key, small, { producer: sided({ allOf: [branch, imported] }), consumer, direction }).kind === 'proven',
      )
    known.set(key, holds)
    return holds
  }
}
