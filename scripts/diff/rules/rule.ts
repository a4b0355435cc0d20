import { isNode } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Located } from '../../openapi/model/located.ts'
import type { Finding } from '../finding.ts'
import type { Matched } from '../match/exchanges.ts'
import { extensionsOf } from '../schema-diff/annotations.ts'
import { text } from '../schema-diff/same.ts'
import type { Witnesses } from '../witness/witnesses.ts'

/** What a rule about one exchange of both sides may look at. */
export interface Case extends Matched {
  contracts: { base: Contract; revision: Contract }
  /** Days since the epoch. */
  today: number
  witnesses: Witnesses
}

/** A finding by rule about one exchange. */
export function about(
  matched: Matched,
  finding: Omit<Finding, 'operations' | 'proof' | 'place'> & Partial<Finding>,
): Finding {
  return {
    proof: finding.witness === undefined ? 'rule' : 'witness',
    operations: [matched.base.label],
    place: matched.base.key,
    ...finding,
  }
}

/** Words and extensions of one object that is no schema. */
export function wording(
  matched: Matched,
  base: Located<Record<string, unknown>>,
  revision: Located<Record<string, unknown>>,
  noun: string,
  ignored: readonly string[] = [],
): Finding[] {
  const [a, b] = [base.value, revision.value]
  const words = ['summary', 'description', 'externalDocs', 'example', 'examples', 'title'].filter(
    (key) => text(a[key]) !== text(b[key]),
  )
  const extensions = extensionsOf(a, b).filter((key) => !ignored.includes(key) && text(a[key]) !== text(b[key]))
  const places = { base: base.pointer, revision: revision.pointer, place: `${matched.base.key} ${noun}` }
  return [
    ...(words.length === 0
      ? []
      : [
          about(matched, {
            id: 'documentation-changed',
            level: 'info',
            wordsOnly: true,
            text: `the ${words.join(' and ')} of ${noun} changed`,
            from: pick(a, words),
            to: pick(b, words),
            ...places,
          }),
        ]),
    ...extensions.map((key) =>
      about(matched, {
        id: 'extension-changed',
        level: 'info',
        text: `${key} of ${noun} changed from ${shown(a[key])} to ${shown(b[key])}`,
        from: a[key],
        to: b[key],
        ...places,
        place: `${places.place} ${key}`,
      }),
    ),
  ]
}

const pick = (node: unknown, keys: string[]) =>
  isNode(node) ? Object.fromEntries(keys.map((key) => [key, node[key] ?? null])) : null

/** A value in a text: JSON, cut short. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const json = JSON.stringify(value) ?? 'nothing'
  return json.length > 80 ? `${json.slice(0, 77)}...` : json
}
