import type { Body } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { directionOf } from '../match/exchanges.ts'
import { mediaRules } from './media.ts'
import { about, type Case, wording } from './rule.ts'

/** A request's body that came, went or became required, and its media types. */
export function bodyRules(matched: Case): Finding[] {
  const { body: a } = matched.base
  const { body: b } = matched.revision
  if (a === undefined && b === undefined) return []
  // What the server sends, partners must be able to do without or to take.
  const sent = directionOf(matched.base, 'request') === 'response'
  if (a === undefined || b === undefined)
    return [b === undefined ? removed(matched, a as Body, sent) : added(matched, b, sent)]
  const places = { base: a.node.pointer, revision: b.node.pointer, place: `${matched.base.key} body` }
  return [
    ...(a.required === b.required ? [] : [required(matched, b.required, sent, places)]),
    ...mediaRules(matched, a.content, b.content, places, sent ? undefined : 'request-body'),
    ...wording(matched, a.node, b.node, 'the request body'),
  ]
}

function removed(matched: Case, body: Body, sent: boolean): Finding {
  const level = sent && !body.required ? 'info' : 'error'
  const place = `${matched.base.key} body`
  return about(matched, {
    id: 'request-body-removed',
    level,
    base: body.node.pointer,
    revision: null,
    place,
    text: 'the request body was removed',
  })
}

function added(matched: Case, body: Body, sent: boolean): Finding {
  const places = { base: null, revision: body.node.pointer, place: `${matched.base.key} body` }
  if (!body.required || sent)
    return about(matched, {
      id: 'request-body-added-optional',
      level: 'info',
      ...places,
      text: 'an optional request body was added',
    })
  const witness = matched.witnesses.withoutPart(matched, 'body', 'a body is required')
  return about(matched, {
    id: 'request-body-added-required',
    level: 'error',
    ...places,
    ...(witness && { witness }),
    text: 'a required request body was added: requests of today have none',
  })
}

function required(
  matched: Case,
  now: boolean,
  sent: boolean,
  places: Pick<Finding, 'base' | 'revision' | 'place'>,
): Finding {
  const became = now ? 'required' : 'optional'
  const breaks = now !== sent
  const why = 'a body is required'
  const witness = breaks
    ? sent
      ? matched.witnesses.sentWithout(matched, 'body', why)
      : matched.witnesses.withoutPart(matched, 'body', why)
    : undefined
  return about(matched, {
    id: `request-body-became-${became}`,
    level: breaks ? 'error' : 'info',
    ...places,
    ...(witness && { witness }),
    text: `the request body became ${became}`,
  })
}
