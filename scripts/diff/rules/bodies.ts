import type { Body } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { directionOf } from '../match/exchanges.ts'
import { mediaRules } from './media.ts'
import { about, type Compared, wording } from './rule.ts'

/** Request bodies that were added, removed or became required, and their media types. */
export function bodyRules(matched: Compared): Finding[] {
  const { body: a } = matched.base
  const { body: b } = matched.revision
  if (a === undefined && b === undefined) return []
  // The server sends the body of a webhook, and clients receive it.
  const pushed = directionOf(matched.base, 'request') === 'response'
  if (a === undefined || b === undefined)
    return [b === undefined ? removed(matched, a as Body, pushed) : added(matched, b, pushed)]
  const places = { base: a.node.pointer, revision: b.node.pointer, place: `${matched.base.key} body` }
  return [
    ...(a.required === b.required ? [] : [required(matched, b.required, pushed, places)]),
    ...mediaRules(matched, a.content, b.content, places, pushed ? undefined : 'request-body'),
    ...wording(matched, a.node, b.node, 'the request body'),
  ]
}

function removed(matched: Compared, body: Body, pushed: boolean): Finding {
  return about(matched, 'request-body-removed', {
    variant: pushed && !body.required ? 'pushed' : undefined,
    base: body.node.pointer,
    revision: null,
    place: `${matched.base.key} body`,
  })
}

function added(matched: Compared, body: Body, pushed: boolean): Finding {
  const places = { base: null, revision: body.node.pointer, place: `${matched.base.key} body` }
  if (!body.required || pushed)
    return about(matched, 'request-body-added-optional', { variant: pushed ? 'pushed' : undefined, ...places })
  const witness = matched.witnesses.withoutPart(matched, 'body', 'a body is required')
  return about(matched, 'request-body-added-required', { ...places, ...(witness && { witness }) })
}

function required(
  matched: Compared,
  now: boolean,
  pushed: boolean,
  places: Pick<Finding, 'base' | 'revision' | 'place'>,
): Finding {
  const witness = now !== pushed ? matched.witnesses.withoutPart(matched, 'body', 'a body is required') : undefined
  return about(matched, `request-body-became-${now ? 'required' : 'optional'}`, {
    variant: pushed ? 'pushed' : undefined,
    ...places,
    ...(witness && { witness }),
  })
}
