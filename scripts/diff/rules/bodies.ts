import type { Finding } from '../finding.ts'
import { directionOf } from '../judge/site.ts'
import { covers, matchMedia } from '../match/media.ts'
import type { Body, Media, Response } from '../normalise/exchange.ts'
import type { Level } from '../result.ts'
import { text } from '../structure/same.ts'
import { about, type Case, shown, wording } from './rule.ts'

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

/** Media types of a request's body, or, with a status or none, of what the server sends. */
export function mediaRules(
  matched: Case,
  a: Media[],
  b: Media[],
  places: Pick<Finding, 'base' | 'revision' | 'place'>,
  subject: 'request-body' | undefined,
  response?: { base: Response; revision: Response },
): Finding[] {
  const { both, gone, came } = matchMedia(a, b)
  const prefix = subject === 'request-body' ? 'request-body-media-type' : 'response-media-type'
  const of = response === undefined ? 'the request body' : `the ${response.revision.status} response`
  return [
    ...gone.map((media) => {
      const witness = subject === 'request-body' ? matched.witnesses.inMedia(matched, media) : undefined
      const why = subject === 'request-body' ? 'requests in it are refused' : 'clients that ask for it are not served'
      return about(matched, {
        id: `${prefix}-removed`,
        level: 'error',
        ...places,
        base: media.node.pointer,
        revision: null,
        from: media.mediaType,
        ...(witness && { witness }),
        text: `the media type ${media.mediaType} was taken from ${of}: ${why}`,
      })
    }),
    ...came.map((media) =>
      about(matched, {
        id: `${prefix}-added`,
        level: 'info',
        ...places,
        base: null,
        revision: media.node.pointer,
        to: media.mediaType,
        text: `the media type ${media.mediaType} was added to ${of}`,
      }),
    ),
    ...both.flatMap(({ base, revision }) => [
      ...renamed(matched, base, revision, prefix, of, places),
      ...encoding(matched, base, revision, of),
    ]),
  ]
}

function renamed(
  matched: Case,
  a: Media,
  b: Media,
  prefix: string,
  of: string,
  places: Pick<Finding, 'base' | 'revision' | 'place'>,
): Finding[] {
  if (a.mediaType === b.mediaType) return []
  const wider = covers(b.mediaType, a.mediaType)
  const narrower = covers(a.mediaType, b.mediaType)
  const how = wider === narrower ? 'changed' : wider ? 'generalized' : 'specialized'
  const narrowing = prefix.startsWith('request') ? 'specialized' : 'generalized'
  const level: Level = how === narrowing ? 'error' : 'info'
  return [
    about(matched, {
      id: `${prefix}-name-${how}`,
      level,
      ...places,
      base: a.node.pointer,
      revision: b.node.pointer,
      from: a.mediaType,
      to: b.mediaType,
      text: `the media type of ${of} changed from ${a.mediaType} to ${b.mediaType}`,
    }),
  ]
}

/** How the members of a form are written (OpenAPI 3.1 §4.8.15). */
function encoding(matched: Case, a: Media, b: Media, of: string): Finding[] {
  const [from, to] = [a.node.value.encoding, b.node.value.encoding]
  if (text(from) === text(to)) return wording(matched, a.node, b.node, `${of} as ${a.mediaType}`)
  return [
    about(matched, {
      id: 'media-type-encoding-changed',
      level: 'warning',
      base: a.node.pointer,
      revision: b.node.pointer,
      from,
      to,
      place: `${matched.base.key} ${of} ${a.mediaType}`,
      text: `the encoding of ${of} as ${a.mediaType} changed from ${shown(from)} to ${shown(to)}`,
    }),
  ]
}
