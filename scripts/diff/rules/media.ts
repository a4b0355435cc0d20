import { covers, isSameEssence, isSameMedia } from '../../openapi/media-type.ts'
import type { Media, Response } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { matchMedia } from '../match/media.ts'
import type { Level } from '../result.ts'
import { encodingRules } from './encoding.ts'
import { about, type Case, wording } from './rule.ts'

export type Places = Pick<Finding, 'base' | 'revision' | 'place'>

/** Media types of a request's body, or, with a status or none, of what the server sends. */
export function mediaRules(
  matched: Case,
  a: Media[],
  b: Media[],
  places: Places,
  subject: 'request-body' | undefined,
  response?: { base: Response; revision: Response },
): Finding[] {
  const { both, removed, added } = matchMedia(a, b)
  const prefix = subject === 'request-body' ? 'request-body-media-type' : 'response-media-type'
  const of = response === undefined ? 'the request body' : `the ${response.revision.status} response`
  const isRequest = subject === 'request-body' && response === undefined
  // Nobody asks for the body of a webhook: what comes is what the server chose.
  const isPushed = subject === undefined && response === undefined
  const find = (id: string, media: Media, isGone: boolean, breaks: boolean, said: string): Finding => {
    const witness = breaks && (isRequest || isPushed) ? matched.witnesses.inMedia(matched, media) : undefined
    return about(matched, {
      id: `${prefix}-${id}`,
      level: breaks ? 'error' : 'info',
      ...places,
      base: isGone ? media.node.pointer : null,
      revision: isGone ? null : media.node.pointer,
      ...(isGone ? { from: media.mediaType } : { to: media.mediaType }),
      ...(witness && { witness }),
      text: `the media type ${media.mediaType} was ${said}`,
    })
  }
  const lost = subject === 'request-body' ? 'what is sent in it is refused' : 'clients that ask for it are not served'
  return [
    ...removed.map((media) =>
      find('removed', media, true, !isPushed, `taken from ${of}${isPushed ? '' : `: ${lost}`}`),
    ),
    ...added.map((media) =>
      find('added', media, false, isPushed, `added to ${of}${isPushed ? ': who receives it does not know it' : ''}`),
    ),
    ...both.flatMap(({ base, revision }) => [
      ...renamed(matched, base, revision, prefix, of, places, isRequest),
      ...encodingRules(matched, base, revision, of, subject === 'request-body'),
      ...wording(matched, base.node, revision.node, `${of} as ${base.mediaType}`),
    ]),
  ]
}

function renamed(
  matched: Case,
  a: Media,
  b: Media,
  prefix: string,
  of: string,
  places: Places,
  isRequest: boolean,
): Finding[] {
  if (isSameMedia(a.mediaType, b.mediaType)) return []
  const [wider, narrower] = [covers(b.mediaType, a.mediaType), covers(a.mediaType, b.mediaType)]
  const how = wider ? 'generalized' : narrower ? 'specialized' : 'changed'
  const breaks = how !== (prefix.startsWith('request') ? 'generalized' : 'specialized')
  // Whether anybody looks at a parameter that the other side does not name, the contract does not say.
  const isUnread = how !== 'changed' && isSameEssence(a.mediaType, b.mediaType)
  const level: Level = !breaks ? 'info' : isUnread ? 'warning' : 'error'
  const witness = level === 'error' && isRequest ? matched.witnesses.inMedia(matched, a) : undefined
  return [
    about(matched, {
      id: `${prefix}-name-${how}`,
      level,
      ...places,
      base: a.node.pointer,
      revision: b.node.pointer,
      from: a.mediaType,
      to: b.mediaType,
      ...(witness && { witness }),
      text: `the media type of ${of} changed from ${a.mediaType} to ${b.mediaType}`,
    }),
  ]
}
