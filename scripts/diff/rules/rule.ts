import { canonical } from '../../json-schema/canonical-json.ts'
import { isJsonObject } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Located } from '../../openapi/model/located.ts'
import { variantOf } from '../catalogue/rows.ts'
import { type Placeholders, say } from '../catalogue/sentence.ts'
import type { Finding } from '../finding.ts'
import type { Matched } from '../match/exchanges.ts'
import { extensionsOf } from '../schema-diff/annotations.ts'
import type { Witnesses } from '../witness/witnesses.ts'

/** One exchange in both contracts, and what its rules read. */
export interface Compared extends Matched {
  contracts: { base: Contract; revision: Contract }
  /** Days since the epoch. */
  today: number
  witnesses: Witnesses
}

/** The finding of a rule. Level and sentence come from the row of the catalogue, or from one of its variants. */
export interface RuleFinding extends Omit<Finding, 'id' | 'levels' | 'text' | 'proof'> {
  variant?: string | undefined
  /** The values for the placeholders of the sentence, besides `from` and `to`. */
  words?: Placeholders
}

export function byRule(id: string, { variant, words, ...found }: RuleFinding): Finding {
  const { levels, sentence } = variantOf(id, variant)
  return {
    id,
    levels,
    proof: found.witness === undefined ? 'rule' : 'witness',
    text: say(sentence, { from: found.from, to: found.to, ...words }),
    ...found,
  }
}

/** A finding about one exchange, which is its place unless `found` names another. */
export function about(
  { base }: Matched,
  id: string,
  { words, ...found }: Omit<RuleFinding, 'operations' | 'place'> & { place?: string },
): Finding {
  return byRule(id, { operations: [base.label], place: base.key, ...found, words: { operation: base.label, ...words } })
}

/** Changes of documentation and extensions of an object that is not a schema. */
export function wording(
  matched: Matched,
  base: Located<Record<string, unknown>>,
  revision: Located<Record<string, unknown>>,
  noun: string,
  ignored: readonly string[] = [],
): Finding[] {
  const [a, b] = [base.value, revision.value]
  const keywords = ['summary', 'description', 'externalDocs', 'example', 'examples', 'title'].filter(
    (key) => canonical(a[key]) !== canonical(b[key]),
  )
  const extensions = extensionsOf(a, b).filter(
    (key) => !ignored.includes(key) && canonical(a[key]) !== canonical(b[key]),
  )
  const places = { base: base.pointer, revision: revision.pointer, place: `${matched.base.key} ${noun}` }
  const documentation = about(matched, 'documentation-changed', {
    variant: 'keywords',
    wordsOnly: true,
    from: pick(a, keywords),
    to: pick(b, keywords),
    ...places,
    words: { place: noun, keywords: keywords.join(', ') },
  })
  return [
    ...(keywords.length === 0 ? [] : [documentation]),
    ...extensions.map((key) =>
      about(matched, 'extension-changed', {
        variant: 'keyword',
        from: a[key],
        to: b[key],
        ...places,
        place: `${places.place} ${key}`,
        words: { place: noun, keyword: key },
      }),
    ),
  ]
}

const pick = (node: unknown, keys: string[]) =>
  isJsonObject(node) ? Object.fromEntries(keys.map((key) => [key, node[key] ?? null])) : null
