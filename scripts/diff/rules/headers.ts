import type { Header } from '../../openapi/model/exchange.ts'
import { schemaId } from '../catalogue/schema/rows.ts'
import type { Finding } from '../finding.ts'
import { lifecycle } from '../lifecycle.ts'
import { directionOf } from '../match/exchanges.ts'
import type { ResponsePair } from '../match/responses.ts'
import { about, type Compared, type RuleFinding, wording } from './rule.ts'
import { writing } from './writing.ts'

/** Response headers that were added, removed, became required, or have another style. */
export function headerRules(matched: Compared, pair: ResponsePair, place: string): Finding[] {
  const [left, right] = [pair.base.headers, pair.revision.headers].map(
    (headers) => new Map(headers.map((header) => [header.name, header])),
  ) as [Map<string, Header>, Map<string, Header>]
  const names = [...new Set([...left.keys(), ...right.keys()])]
  return names.flatMap((name) => ofOne(matched, pair, place, left.get(name), right.get(name)))
}

function ofOne(
  matched: Compared,
  pair: ResponsePair,
  place: string,
  a: Header | undefined,
  b: Header | undefined,
): Finding[] {
  const { name } = (a ?? b) as Header
  const noun = `the response header ${name} of ${pair.revision.status}`
  const find = (id: string, { words, ...more }: Partial<RuleFinding> = {}): Finding =>
    about(matched, id, {
      base: a?.node.pointer ?? null,
      revision: b?.node.pointer ?? null,
      place: `${place} header ${name}`,
      words: { part: noun, place: noun, ...words },
      ...more,
    })
  const sent = directionOf(matched.base, 'response') === 'response'
  const [had, has] = [a?.required === true, b?.required === true]
  // A sender may leave out a header that receivers rely on.
  const breaks = sent ? had && !has : has && !had
  const proof = breaks ? missing(matched, pair, name, sent) : {}
  if (b === undefined)
    return [
      had
        ? find('required-response-header-removed', { variant: sent ? undefined : 'received', ...proof })
        : find('optional-response-header-removed'),
    ]
  if (a === undefined) return [find('response-header-added', { variant: breaks ? 'demanded' : undefined, ...proof })]
  return [
    ...(had === has
      ? []
      : has
        ? [find('response-header-became-required', { variant: breaks ? 'demanded' : undefined, ...proof })]
        : [find('response-header-became-optional', { variant: breaks ? undefined : 'received', ...proof })]),
    ...writing(matched, a, b).map(({ what, ...rest }) => find(`response-header-${what}-changed`, rest)),
    ...lifecycle(a.node.value, b.node.value).map(({ what, from, to }) =>
      find(schemaId('response-header', what), { from, to }),
    ),
    ...wording(matched, a.node, b.node, noun),
  ]
}

/** A witness: a response without the header. */
function missing(
  matched: Compared,
  pair: ResponsePair,
  name: string,
  sent: boolean,
): Pick<Finding, 'witness'> | object {
  const response = sent ? pair.revision : pair.base
  const witness = matched.witnesses.answer(matched, response, `header ${name} is missing`, `header:${name}`)
  return witness === undefined ? {} : { witness }
}
