import type { Header, Response } from '../../openapi/model/exchange.ts'
import { lifecycles } from '../catalogue/identify.ts'
import { sentence } from '../catalogue/wordings.ts'
import type { Finding } from '../finding.ts'
import { lifecycle } from '../lifecycle.ts'
import { directionOf } from '../match/exchanges.ts'
import type { Level } from '../result.ts'
import { about, type Case, shown, wording } from './rule.ts'
import { writing } from './writing.ts'

type Pair = { base: Response; revision: Response }

/** Headers of a response that came, went, became required, or are written in another way. */
export function headerRules(matched: Case, pair: Pair, place: string): Finding[] {
  const [left, right] = [pair.base.headers, pair.revision.headers].map(
    (headers) => new Map(headers.map((header) => [header.name, header])),
  ) as [Map<string, Header>, Map<string, Header>]
  const names = [...new Set([...left.keys(), ...right.keys()])]
  return names.flatMap((name) => ofOne(matched, pair, place, left.get(name), right.get(name)))
}

function ofOne(matched: Case, pair: Pair, place: string, a: Header | undefined, b: Header | undefined): Finding[] {
  const { name } = (a ?? b) as Header
  const noun = `the response header ${name} of ${pair.revision.status}`
  const find = (id: string, level: Level, said: string, more: Partial<Finding> = {}): Finding =>
    about(matched, {
      id,
      level,
      base: a?.node.pointer ?? null,
      revision: b?.node.pointer ?? null,
      place: `${place} header ${name}`,
      text: `${noun} ${said}`,
      ...more,
    })
  const sent = directionOf(matched.base, 'response') === 'response'
  const [had, has] = [a?.required === true, b?.required === true]
  // The server may leave out what clients count on; clients may leave out what the server does.
  const breaks = sent ? had && !has : has && !had
  const level: Level = breaks ? 'error' : 'info'
  const proof = breaks ? missing(matched, pair, name, sent) : {}
  if (b === undefined) {
    const said = `was removed; clients could ${had ? '' : 'not '}count on it`
    return [find(`${had ? 'required' : 'optional'}-response-header-removed`, level, said, proof)]
  }
  if (a === undefined) return [find('response-header-added', level, 'was added', proof)]
  const became = has ? 'required' : 'optional'
  return [
    ...(had === has ? [] : [find(`response-header-became-${became}`, level, `became ${became}`, proof)]),
    ...writing(matched, a, b).map(([id, how, from, to]) =>
      find(`response-header-${id}`, how, `is written otherwise: ${shown(from)} before, ${shown(to)} now`, { from, to }),
    ),
    ...lifecycle(a.node.value, b.node.value).map(({ what, level: grave, from, to }) =>
      find(
        `response-header-${lifecycles[what] ?? what}`,
        grave,
        `: ${sentence(what, { from: shown(from), to: shown(to) })}`,
        { from, to },
      ),
    ),
    ...wording(matched, a.node, b.node, noun),
  ]
}

/** A response without the header, by whoever makes responses. */
function missing(matched: Case, pair: Pair, name: string, sent: boolean): Pick<Finding, 'witness' | 'proof'> | object {
  const response = sent ? pair.revision : pair.base
  const witness = matched.witnesses.answer(matched, response, `header ${name} is missing`, `header:${name}`)
  return witness === undefined ? {} : { witness, proof: 'witness' }
}
