import { at } from '../load/pointer.ts'
import type { Contract } from '../normalise/exchange.ts'
import type { Cause } from '../structure/cause.ts'
import type { ValuePair } from '../structure/graph.ts'
import { hybrid } from '../structure/hybrid.ts'
import type { Same } from '../structure/same.ts'
import { judge } from '../values/decide.ts'
import type { Direction, Document, Question, Schema, Verdict } from '../values/types.ts'
import { realQuestion } from './prove.ts'
import type { Site } from './site.ts'

/** The questions about values that one comparison asks, each once. */
export interface Questions {
  /** Is one value still taken, when only these of its causes are changed? */
  local: (pair: ValuePair, causes: Cause[], direction: Direction) => Verdict
  /** The same of a whole parameter, header or body. */
  hybrid: (site: Site, causes: Cause[]) => Verdict
  /** With everything changed. */
  whole: (site: Site, open?: boolean) => Verdict
  /** True where both sides of a value take the same. */
  equivalent: (pair: ValuePair, causes: Cause[]) => boolean
}

export function questionsOf(base: Contract, revision: Contract, same: Same): Questions {
  const known = new Map<string, Verdict>()
  const numbers = new Map<Cause, number>()
  const drafts = new Map<string, Document>()

  const once = (key: string, question: () => Question): Verdict => {
    const held = known.get(key) ?? judge(question())
    known.set(key, held)
    return held
  }

  function keyOf(causes: Cause[], direction: Direction): string {
    for (const cause of causes) if (!numbers.has(cause)) numbers.set(cause, numbers.size)
    return `${direction} ${causes.map((cause) => numbers.get(cause)).join()}`
  }

  /** The producer's document, changed as the consumer's in these respects. */
  function changed(causes: Cause[], direction: Direction): Document {
    const key = keyOf(causes, direction)
    const held = drafts.get(key)
    if (held !== undefined) return held
    const isRequest = direction === 'request'
    const [producer, consumer] = isRequest ? [base.document, revision.document] : [revision.document, base.document]
    const edits = causes.map(({ base: before, revision: after, ops }) =>
      isRequest ? { producer: before, consumer: after, ops } : { producer: after, consumer: before, ops },
    )
    const document = hybrid({ producer, consumer, producerIs: isRequest ? 'base' : 'revision', same }, edits)
    drafts.set(key, document)
    return document
  }

  function ask(place: string, causes: Cause[], direction: Direction): Question {
    const { document, dialect } = direction === 'request' ? base : revision
    const sided = (inside: Document) => ({ schema: (at(inside, place) ?? true) as Schema, document: inside, dialect })
    return { producer: sided(document), consumer: sided(changed(causes, direction)), direction }
  }

  const local: Questions['local'] = (pair, causes, direction) =>
    once(`local ${pair.key} ${keyOf(causes, direction)}`, () =>
      ask(direction === 'request' ? pair.base : pair.revision, causes, direction),
    )

  return {
    local,
    hybrid: (site, causes) =>
      once(`hybrid ${site.place} ${keyOf(causes, site.direction)}`, () => ({
        ...ask((site.direction === 'request' ? site.base : site.revision).pointer, causes, site.direction),
        ...(site.wire && { wire: site.wire }),
      })),
    whole: (site, open = false) =>
      once(`whole ${open} ${site.place} ${site.direction}`, () => ({
        ...realQuestion(site, { base, revision }),
        ...(open && { open }),
      })),
    equivalent: (pair, causes) =>
      (['request', 'response'] as const).every(
        (direction) =>
          once(`open ${pair.key} ${keyOf(causes, direction)}`, () => ({
            ...ask(direction === 'request' ? pair.base : pair.revision, causes, direction),
            open: true,
          })).kind === 'proven',
      ),
  }
}
