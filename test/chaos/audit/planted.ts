/**
 * Kinds whose schema the audit brings along: a new optional member of a real message holds it in both documents, once with
 * more values and once with fewer. So each kind has a place in each document, however rare it is in the wild.
 */
import { step } from '../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../scripts/openapi/grammar.ts'
import { loadText } from '../../scripts/load-text.ts'
import type { Random } from '../fuzz/requests/random.ts'
import { put, type Sent } from './document.ts'
import { judgeOf } from './judge.ts'
import { type Change, type Kind, shuffled } from './kind.ts'
import { type Place, placesOf } from './places.ts'
import { REQUEST, RESPONSE } from './reach.ts'
import { sampleOf } from './sample.ts'
import type { Subject } from './subject.ts'

export interface Side {
  schema: JsonObject
  /** Schemas for `components`. */
  schemas?: { [name: string]: JsonObject }
}

export interface Planted {
  name: string
  /** What the narrower side says. */
  what: string
  wide: Side
  narrow: Side
  /** A value that only the wide side allows, by the letter of JSON Schema; absent where OpenAPI alone makes the difference. */
  lost?: unknown
  only31?: true
  /** The change breaks both ways. */
  incompatible?: true
  /** Set where the change is one of messages that go this way alone. */
  only?: Sent['direction']
  /** The two sides allow the same values. */
  equal?: true
  twoMinds?: { break?: string; harmless?: string }
}

export function plantedKinds(planted: Planted): Kind[] {
  const { name, what, equal, incompatible, only } = planted
  const make = (verdict: Kind['verdict'], direction: Sent['direction'], isTurned: boolean, label: string): Kind => {
    const twoMinds = planted.twoMinds?.[verdict]
    return {
      name: `${label}: ${name}`,
      what,
      verdict,
      ...(twoMinds !== undefined && { twoMinds }),
      apply: (subject, random) => apply(planted, verdict, direction, isTurned, subject, random),
    }
  }
  if (equal)
    return [
      make('harmless', 'request', false, 'request restated'),
      make('harmless', 'request', true, 'request restated back'),
      make('harmless', 'response', false, 'answer restated'),
      make('harmless', 'response', true, 'answer restated back'),
    ]
  const breaks = [make('break', 'request', false, 'request'), make('break', 'response', true, 'answer widened')]
  if (incompatible) return breaks
  if (only !== undefined) return only === 'request' ? breaks.slice(0, 1) : breaks.slice(1)
  return [
    ...breaks,
    make('harmless', 'response', false, 'answer'),
    make('harmless', 'request', true, 'request widened'),
  ]
}

const MEMBER = 'auditPlanted'

function apply(
  planted: Planted,
  verdict: Kind['verdict'],
  direction: Sent['direction'],
  isTurned: boolean,
  subject: Subject,
  random: Random,
): Change | undefined {
  if (planted.only31 && subject.is30) return undefined
  for (const sent of shuffled(
    subject.sent.filter((one) => one.direction === direction),
    random,
  ).slice(0, 30)) {
    const place = placesOf(subject.document, sent).find((one) => fits(one, subject, verdict === 'harmless'))
    if (place === undefined) continue
    if (planted.lost !== undefined && !loses(subject, place, planted)) continue
    const wide = plant(subject.document, place, planted.wide)
    const narrow = plant(subject.document, place, planted.narrow)
    const [base, revision] = isTurned ? [narrow, wide] : [wide, narrow]
    return { place: `${sent.operation.label} ${step(place.pointer, 'properties', MEMBER)}`, base, revision }
  }
  return undefined
}

/** An object at the top of a message, whose messages all go one way where that matters. */
function fits({ steps, choices, node, pointer, sent }: Place, { reach }: Subject, isAlone: boolean): boolean {
  const way = sent.direction === 'request' ? REQUEST : RESPONSE
  return (
    steps.length === 0 &&
    choices.size === 0 &&
    node.type === 'object' &&
    isJsonObject(node.properties) &&
    node.maxProperties === undefined &&
    (!isAlone || reach(pointer) === way)
  )
}

function plant(document: JsonObject, { pointer }: Place, { schema, schemas = {} }: Side): JsonObject {
  const copy = structuredClone(document)
  put(copy, step(pointer, 'properties', MEMBER), schema)
  const components = (copy.components ?? {}) as JsonObject
  copy.components = { ...components, schemas: { ...(components.schemas as JsonObject), ...schemas } }
  return copy
}

/** True where the message without the member is valid, and the value passes the wide side and fails the narrow one. */
function loses({ document, judge }: Subject, { sent }: Place, { wide, narrow, lost }: Planted): boolean {
  const whole = sampleOf(document, sent.schema, sent.direction)
  if (!isJsonObject(whole) || judge(sent.schema, whole) !== true) return false
  const says = ({ schema, schemas = {} }: Side) => {
    const alone = {
      openapi: document.openapi,
      info: document.info,
      paths: {},
      components: { schemas: { ...schemas, AuditRoot: schema } },
    }
    return judgeOf(loadText(JSON.stringify(alone), 'planted.json').document)('/components/schemas/AuditRoot', lost)
  }
  return says(wide) === true && says(narrow) === false
}
