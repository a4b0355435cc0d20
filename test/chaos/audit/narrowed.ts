/**
 * Four kinds from each way to make a schema narrower: narrower in a request and wider in an answer break; narrower in an
 * answer and wider in a request do not. A break is certain where a message passes the one contract and fails the other.
 */
import type { JsonObject } from '../../../scripts/openapi/grammar.ts'
import { loadText } from '../../scripts/load-text.ts'
import type { Random } from '../fuzz/requests/random.ts'
import { put, type Sent } from './document.ts'
import { judgeOf } from './judge.ts'
import { type Change, type Kind, shuffled } from './kind.ts'
import { type Place, placesOf } from './places.ts'
import { REQUEST, RESPONSE } from './reach.ts'
import { sampleOf, sampleThrough } from './sample.ts'
import type { Subject } from './subject.ts'

export interface Narrowing {
  name: string
  /** What the narrower contract says; turned round it reads as the wider one. */
  what: string
  /** Changes the schema. Returns a value that it no longer allows, or undefined where it does not fit. */
  narrow(node: JsonObject, at: At): { lost: unknown } | undefined
  /** Set where the wider schema is not a superset: the change breaks both ways, and neither is harmless. */
  incompatible?: true
  /** Set where a wider answer is not judged by that value alone (docs/adr/0005-open-content.md). */
  onlyRequests?: true
}

/** Where a narrowing stands. */
export interface At {
  random: Random
  is30: boolean
  document: JsonObject
  pointer: string
  direction: Sent['direction']
  /** A value of the schema as it was; undefined where none can be built. */
  sample(...members: string[]): unknown
}

const TRIES = 12

export function kindsOf(narrowing: Narrowing): Kind[] {
  const { name, what } = narrowing
  const kinds: Kind[] = [
    kind(narrowing, 'break', 'request', false, `request: ${name}`, `A request: ${what}`),
    kind(narrowing, 'break', 'response', true, `answer widened: ${name}`, `An answer, the other way round: ${what}`),
    kind(narrowing, 'harmless', 'response', false, `answer: ${name}`, `An answer alone: ${what}`),
    kind(
      narrowing,
      'harmless',
      'request',
      true,
      `request widened: ${name}`,
      `A request alone, the other way round: ${what}`,
    ),
  ]
  if (narrowing.incompatible) return kinds.filter(({ verdict }) => verdict === 'break')
  return narrowing.onlyRequests ? kinds.filter((_, index) => index === 0 || index === 3) : kinds
}

function kind(
  narrowing: Narrowing,
  verdict: Kind['verdict'],
  direction: 'request' | 'response',
  isTurned: boolean,
  name: string,
  what: string,
): Kind {
  return {
    name,
    verdict,
    what,
    apply(subject, random) {
      const sent = shuffled(
        subject.sent.filter((one) => one.direction === direction),
        random,
      ).slice(0, 40)
      let tries = 0
      for (const message of sent)
        for (const place of shuffled(placesOf(subject.document, message), random)) {
          if (verdict === 'harmless' && !isAlone(subject, place)) continue
          const changed = changeAt(narrowing, subject, place, random)
          if (changed === 'unfit') continue
          if (changed !== undefined)
            return isTurned
              ? { place: changed.place, base: changed.document }
              : { place: changed.place, revision: changed.document }
          if (++tries > TRIES) return undefined
        }
      return undefined
    },
  }
}

/** True where each message through the schema goes the same way, and less there means fewer messages. */
function isAlone({ reach }: Subject, { pointer, sent }: Place): boolean {
  return reach(pointer) === (sent.direction === 'request' ? REQUEST : RESPONSE)
}

type Changed = Change & { document: JsonObject }

/** Undefined where nothing shows that the schema became narrower. */
function changeAt(narrowing: Narrowing, subject: Subject, place: Place, random: Random): Changed | 'unfit' | undefined {
  const node = structuredClone(place.node)
  const { document, is30 } = subject
  const context: At = {
    random,
    is30,
    document,
    pointer: place.pointer,
    direction: place.sent.direction,
    sample: (...members) => sampleOf(document, place.pointer, place.sent.direction, members),
  }
  const narrowed = narrowing.narrow(node, context)
  if (narrowed === undefined) return 'unfit'
  const whole = sampleThrough(document, place, narrowed.lost)
  if (whole === undefined || subject.judge(place.sent.schema, whole) !== true) return undefined
  const revision = structuredClone(document)
  put(revision, place.pointer, node)
  const judge = judgeOf(loadText(JSON.stringify(revision), 'narrower.json').document)
  if (judge(place.sent.schema, whole) !== false) return undefined
  return { place: `${place.sent.operation.label} ${place.pointer}`, document: revision }
}
