/** One pair: a document, a change of it, and what the guard says. */
import { compare } from '../../../scripts/diff/compare.ts'
import type { Level } from '../../../scripts/diff/result.ts'
import type { JsonObject } from '../../../scripts/openapi/grammar.ts'
import { loadText } from '../../scripts/load-text.ts'
import { createRandom } from '../fuzz/requests/random.ts'
import { type Kind, shuffled } from './kind.ts'
import type { Subject } from './subject.ts'

/** `absent`: no document has such a place. `slow`: stopped at the bound of time. */
export type Outcome = Level | 'silent' | 'absent' | 'slow' | 'failed'

export interface Result {
  kind: string
  round: number
  outcome: Outcome
  document: string
  place: string
  milliseconds: number
  /** What is above info, or why it failed. */
  said: string[]
}

export interface Pair {
  document: string
  place: string
  base: JsonObject
  revision: JsonObject
}

/** The same seed, kind and round make the same pair of the same documents. */
export function pairOf(kind: Kind, subjects: readonly Subject[], seed: number, round: number): Pair | undefined {
  const random = createRandom(seed, round, ...[...kind.name].map((letter) => letter.charCodeAt(0)))
  for (const subject of shuffled(subjects, random)) {
    const change = kind.apply(subject, random)
    if (change === undefined) continue
    const { place, base = subject.document, revision = subject.document } = change
    return { document: subject.name, place, base, revision }
  }
  return undefined
}

const today = Math.floor(Date.UTC(2026, 11, 1) / 86_400_000)

export async function play(kind: Kind, subjects: readonly Subject[], seed: number, round: number): Promise<Result> {
  const pair = pairOf(kind, subjects, seed, round)
  if (pair === undefined)
    return { kind: kind.name, round, outcome: 'absent', document: '', place: '', milliseconds: 0, said: [] }
  const { document, place } = pair
  const started = performance.now()
  const done = (outcome: Outcome, said: string[]): Result => ({
    kind: kind.name,
    round,
    outcome,
    document,
    place,
    milliseconds: Math.round(performance.now() - started),
    said,
  })
  try {
    const { changes } = await compare(load(pair.base, 'base.json'), load(pair.revision, 'revision.json'), {
      profile: 'wire',
      today,
    })
    const [first] = changes
    const said = changes.filter(({ level }) => level !== 'info').map(({ id, level, text }) => `${level} ${id}: ${text}`)
    return done(first === undefined ? 'silent' : first.level, said)
  } catch (thrown) {
    return done('failed', [thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)])
  }
}

const load = (document: JsonObject, name: string) => loadText(JSON.stringify(document, null, 1), name)
