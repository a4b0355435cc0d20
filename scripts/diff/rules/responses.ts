import type { Response } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { directionOf } from '../match/exchanges.ts'
import { isSuccess, matchResponses } from '../match/responses.ts'
import type { Level } from '../result.ts'
import { text } from '../schema-diff/same.ts'
import { headerRules } from './headers.ts'
import { mediaRules } from './media.ts'
import { about, type Case, wording } from './rule.ts'

type Pair = { base: Response; revision: Response }

/** Status codes, headers and media types of answers. */
export function responseRules(matched: Case): Finding[] {
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

const placeOf = (matched: Case, response: Response) => `${matched.base.key} ${response.status}`

function removed(matched: Case, response: Response, covered: boolean): Finding {
  const success = isSuccess(response.status)
  const places = { base: response.node.pointer, revision: null, place: placeOf(matched, response) }
  const id = `response-${success ? '' : 'non-'}success-status-removed`
  const say = (level: Level, why: string): Finding =>
    about(matched, { id, level, ...places, text: `the response ${response.status} was removed${why}` })
  if (!success) return say('info', '')
  if (covered) return say('info', '; a range or the default still speaks for it')
  return isAnswered(matched) ? unanswered(matched, response, say) : unseen(matched, response, say)
}

type Say = (level: Level, why: string) => Finding

/** True where the client sends the response, to a webhook or callback. */
const isAnswered = (matched: Case) => directionOf(matched.base, 'response') === 'request'

/** A success that the server does not answer any more. */
function unseen(matched: Case, { status }: Response, say: Say): Finding {
  const left = matched.revision.responses.filter((other) => isSuccess(other.status))
  if (left.length === 0) return say('error', '; no success is left that a client could wait for')
  if (left.some((other) => speaksFor(status, other.status)))
    return say('info', `; ${left.map((other) => other.status).join(' and ')} is left of it`)
  const strange = left.find((other) => !matched.base.responses.some((known) => speaksFor(known.status, other.status)))
  if (strange === undefined)
    return say('warning', '; clients that wait for this one never see it, though the others were announced')
  const witness = matched.witnesses.answer(matched, strange, `status ${strange.status} is none that the base allows`)
  const why = `, and ${strange.status} came, which clients of the base do not know`
  return { ...say('error', why), ...(witness && { witness, proof: 'witness' }) }
}

/** A success that clients of the base go on answering. */
function unanswered(matched: Case, response: Response, say: Say): Finding {
  const known = matched.base.responses.filter(({ status }) => isSuccess(status))
  const isLeft = known.some(({ status }) => matched.revision.responses.some((other) => speaksFor(other.status, status)))
  if (isLeft) return say('warning', '; who goes on answering it may be taken to have failed')
  const witness = matched.witnesses.answer(matched, response, `status ${response.status} is none that is waited for`)
  return { ...say('error', '; no success that clients answer is left'), ...(witness && { witness, proof: 'witness' }) }
}

/** True where what is declared for the first status holds for the second. */
const speaksFor = (status: string, other: string): boolean =>
  status === other || status === 'default' || (/^\dXX$/.test(status) && status[0] === other[0])

function added(matched: Case, response: Response, covered: boolean): Finding {
  const success = isSuccess(response.status)
  // RFC 9110 §15: an unknown status is taken for the x00 of its class, so that a new failure is still a failure.
  const level: Level = success && !covered && !isAnswered(matched) ? 'warning' : 'info'
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
