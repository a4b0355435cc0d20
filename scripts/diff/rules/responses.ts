import { canonical } from '../../json-schema/canonical-json.ts'
import type { Response } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { directionOf } from '../match/exchanges.ts'
import { isSuccess, matchResponses, type ResponsePair } from '../match/responses.ts'
import { headerRules } from './headers.ts'
import { mediaRules } from './media.ts'
import { about, type Compared, type RuleFinding, wording } from './rule.ts'

/** Changes of status codes, headers and media types of responses. */
export function responseRules(matched: Compared): Finding[] {
  const matches = matchResponses(matched.base.responses, matched.revision.responses)
  return [
    ...matches.removed.map(({ response, covered }) => removed(matched, response, covered)),
    ...matches.added.map(({ response, covered }) => added(matched, response, covered)),
    ...matches.both.flatMap((pair) => [
      ...headerRules(matched, pair, placeOf(matched, pair.base)),
      ...contentRules(matched, pair),
      ...words(matched, pair),
    ]),
  ]
}

const placeOf = (matched: Compared, response: Response) => `${matched.base.key} ${response.status}`

function removed(matched: Compared, response: Response, covered: boolean): Finding {
  const places = { base: response.node.pointer, revision: null, place: placeOf(matched, response) }
  const { status } = response
  if (!isSuccess(status)) return about(matched, 'response-non-success-status-removed', { ...places, words: { status } })
  const effect = covered
    ? { variant: 'covered' }
    : isAnswered(matched)
      ? unanswered(matched, response)
      : unseen(matched, response)
  return about(matched, 'response-success-status-removed', { ...places, ...effect, words: { status, ...effect.words } })
}

/** True where the client sends the response: for webhooks and callbacks. */
const isAnswered = (matched: Compared) => directionOf(matched.base, 'response') === 'request'

type StatusEffect = Pick<RuleFinding, 'variant' | 'words' | 'witness'>

/** The variant for a success that the server no longer sends. */
function unseen(matched: Compared, { status }: Response): StatusEffect {
  const left = matched.revision.responses.filter((other) => isSuccess(other.status))
  if (left.length === 0) return { variant: 'noneLeft' }
  if (left.some((other) => includes(status, other.status)))
    return { variant: 'partLeft', words: { left: left.map((other) => other.status).join(' and ') } }
  const strange = left.find((other) => !matched.base.responses.some((known) => includes(known.status, other.status)))
  if (strange === undefined) return {}
  const witness = matched.witnesses.answer(matched, strange, `status ${strange.status} is not declared`)
  return { variant: 'replaced', words: { strange: strange.status }, ...(witness && { witness }) }
}

/** The variant for a success that clients of the base still send. */
function unanswered(matched: Compared, response: Response): StatusEffect {
  const known = matched.base.responses.filter(({ status }) => isSuccess(status))
  const isLeft = known.some(({ status }) => matched.revision.responses.some((other) => includes(other.status, status)))
  if (isLeft) return { variant: 'answered' }
  const witness = matched.witnesses.answer(matched, response, `status ${response.status} is not declared`)
  return { variant: 'answeredNoneLeft', ...(witness && { witness }) }
}

/** True where the first status is the second, or a range that includes it. */
const includes = (status: string, other: string): boolean =>
  status === other || status === 'default' || (/^\dXX$/.test(status) && status[0] === other[0])

function added(matched: Compared, { node, status }: Response, covered: boolean): Finding {
  const success = isSuccess(status)
  // RFC 9110 §15: a client treats an unknown status as the x00 of its class, so that a new failure is still a failure.
  const isUnexpected = success && !covered && !isAnswered(matched)
  return about(matched, `response-${success ? '' : 'non-'}success-status-added`, {
    variant: isUnexpected ? 'unexpected' : undefined,
    base: null,
    revision: node.pointer,
    place: `${matched.base.key} ${status}`,
    words: { status },
  })
}

function contentRules(matched: Compared, pair: ResponsePair): Finding[] {
  const places = {
    base: pair.base.node.pointer,
    revision: pair.revision.node.pointer,
    place: placeOf(matched, pair.base),
  }
  const subject = isAnswered(matched) ? 'request-body' : undefined
  return mediaRules(matched, pair.base.content, pair.revision.content, places, subject, pair)
}

function words(matched: Compared, { base, revision }: ResponsePair): Finding[] {
  if (base.status !== revision.status) return []
  const noun = `the response ${revision.status}`
  const [from, to] = [base.node.value.links, revision.node.value.links]
  const found = {
    base: base.node.pointer,
    revision: revision.node.pointer,
    place: `${placeOf(matched, base)} links`,
    from,
    to,
    words: { part: noun },
  }
  return [
    ...wording(matched, base.node, revision.node, noun),
    ...(canonical(from) === canonical(to) ? [] : [about(matched, 'response-links-changed', found)]),
  ]
}
