import type { Finding } from '../finding.ts'
import { lifecycles } from '../judge/identify.ts'
import { directionOf } from '../judge/site.ts'
import { sentence } from '../judge/wordings.ts'
import { isSuccess, matchResponses } from '../match/responses.ts'
import type { Header, Response } from '../normalise/exchange.ts'
import type { Level } from '../result.ts'
import { text } from '../structure/same.ts'
import { lifecycle } from './lifecycle.ts'
import { mediaRules } from './media.ts'
import { about, type Case, shown, wording } from './rule.ts'

type Pair = { base: Response; revision: Response }

/** Status codes, headers and media types of answers. */
export function responseRules(matched: Case): Finding[] {
  const { both, gone, came } = matchResponses(matched.base.responses, matched.revision.responses)
  return [
    ...gone.map(({ response, covered }) => removed(matched, response, covered)),
    ...came.map(({ response, covered }) => added(matched, response, covered)),
    ...both.flatMap((pair) => [...headerRules(matched, pair), ...contentRules(matched, pair), ...words(matched, pair)]),
  ]
}

const placeOf = (matched: Case, response: Response) => `${matched.base.key} ${response.status}`

function removed(matched: Case, response: Response, covered: boolean): Finding {
  const success = isSuccess(response.status)
  const places = { base: response.node.pointer, revision: null, place: placeOf(matched, response) }
  const id = `response-${success ? '' : 'non-'}success-status-removed`
  const say = (level: Level, why: string): Finding =>
    about(matched, { id, level, ...places, text: `the response ${response.status} was removed${why}` })
  if (!success) return say('info', '')
  if (covered) return say('info', '; a range or the default still speaks for it')
  const left = matched.revision.responses.filter(({ status }) => isSuccess(status))
  const strange = left.find(({ status }) => !matched.base.responses.some((other) => other.status === status))
  if (left.length === 0) return say('error', '; no success is left that a client could wait for')
  if (strange === undefined)
    return say('warning', '; clients that wait for this one never see it, though the others were announced')
  const witness = matched.witnesses.answer(matched, strange, `status ${strange.status} is none that the base allows`)
  const why = `, and ${strange.status} came, which clients of the base do not know`
  return { ...say('error', why), ...(witness && { witness, proof: 'witness' }) }
}

function added(matched: Case, response: Response, covered: boolean): Finding {
  const success = isSuccess(response.status)
  // RFC 9110 §15: an unknown status is taken for the x00 of its class, so that a new failure is still a failure.
  const level: Level = success && !covered && directionOf(matched.base, 'response') === 'response' ? 'warning' : 'info'
  const id = `response-${success ? '' : 'non-'}success-status-added`
  const why = level === 'warning' ? ': a client that waits for another success takes it for a failure' : ''
  return about(matched, {
    id,
    level,
    base: null,
    revision: response.node.pointer,
    place: placeOf(matched, response),
    text: `the response ${response.status} was added${why}`,
  })
}

function headerRules(matched: Case, { base, revision }: Pair): Finding[] {
  const sent = directionOf(matched.base, 'response') === 'response'
  const left = new Map(base.headers.map((header) => [header.name, header]))
  const right = new Map(revision.headers.map((header) => [header.name, header]))
  const finding = (id: string, level: Level, header: Header, other: Header | undefined, text: string): Finding =>
    about(matched, {
      id,
      level,
      base: left.get(header.name)?.node.pointer ?? null,
      revision: right.get(header.name)?.node.pointer ?? null,
      place: `${placeOf(matched, base)} header ${header.name}`,
      text: `the response header ${header.name} of ${revision.status} ${text}`,
      ...proofOf(matched, level, other ?? header, revision),
    })
  return [
    ...[...left.values()].flatMap((header) => {
      const other = right.get(header.name)
      if (other === undefined)
        return header.required
          ? [
              finding(
                'required-response-header-removed',
                sent ? 'error' : 'info',
                header,
                undefined,
                'was removed; clients could count on it',
              ),
            ]
          : [
              finding(
                'optional-response-header-removed',
                'info',
                header,
                undefined,
                'was removed; clients could not count on it',
              ),
            ]
      const became = other.required ? 'required' : 'optional'
      const breaks = other.required !== sent
      return [
        ...(header.required === other.required
          ? []
          : [
              finding(`response-header-became-${became}`, breaks ? 'error' : 'info', header, other, `became ${became}`),
            ]),
        ...lifecycle(header.node.value, other.node.value).map(({ what, level, from, to }) => ({
          ...finding(
            `response-header-${lifecycles[what] ?? what}`,
            level,
            header,
            other,
            `: ${sentence(what, { from: shown(from), to: shown(to) })}`,
          ),
          from,
          to,
        })),
        ...wording(matched, header.node, other.node, `the response header ${header.name} of ${revision.status}`),
      ]
    }),
    ...[...right.values()]
      .filter((header) => !left.has(header.name))
      .map((header) =>
        finding('response-header-added', sent || !header.required ? 'info' : 'error', header, undefined, 'was added'),
      ),
  ]
}

function proofOf(
  matched: Case,
  level: Level,
  header: Header,
  response: Response,
): Pick<Finding, 'witness' | 'proof'> | undefined {
  if (level !== 'error' || directionOf(matched.base, 'response') !== 'response') return undefined
  const witness = matched.witnesses.answer(
    matched,
    response,
    `header ${header.name} is missing`,
    `header:${header.name}`,
  )
  return witness && { witness, proof: 'witness' }
}

function contentRules(matched: Case, pair: Pair): Finding[] {
  const places = {
    base: pair.base.node.pointer,
    revision: pair.revision.node.pointer,
    place: placeOf(matched, pair.base),
  }
  const subject = directionOf(matched.base, 'response') === 'request' ? 'request-body' : undefined
  return mediaRules(matched, pair.base.content, pair.revision.content, places, subject, pair)
}

function words(matched: Case, { base, revision }: Pair): Finding[] {
  const noun = `the response ${revision.status}`
  const [from, to] = [base.node.value.links, revision.node.value.links]
  const places = { base: base.node.pointer, revision: revision.node.pointer, place: `${placeOf(matched, base)} links` }
  const links =
    text(from) === text(to)
      ? []
      : [
          about(matched, {
            id: 'response-links-changed',
            level: 'info',
            ...places,
            from,
            to,
            text: `the links of ${noun} changed`,
          }),
        ]
  return base.status === revision.status ? [...wording(matched, base.node, revision.node, noun), ...links] : []
}
