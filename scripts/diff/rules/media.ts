import { covers, isSameEssence, isSameMedia } from '../../openapi/media-type.ts'
import type { Media, Response } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { matchMedia } from '../match/media.ts'
import { encodingRules } from './encoding.ts'
import { about, type Compared, wording } from './rule.ts'

type Places = Pick<Finding, 'base' | 'revision' | 'place'>

/** Changes of the media types of a request's body (`subject` is set), or of a response. */
export function mediaRules(
  matched: Compared,
  a: Media[],
  b: Media[],
  places: Places,
  subject: 'request-body' | undefined,
  response?: { base: Response; revision: Response },
): Finding[] {
  const { both, removed, added } = matchMedia(a, b)
  const of = response === undefined ? 'the request body' : `the ${response.revision.status} response`
  const isRequest = subject === 'request-body' && response === undefined
  // The server chooses the media type of a webhook, without negotiation.
  const isPushed = subject === undefined && response === undefined
  const side: MediaTypeList = { matched, prefix: subject ?? 'response', of, places, isRequest }
  const variant = isPushed ? 'pushed' : undefined
  return [
    ...removed.map((media) =>
      about(matched, `${side.prefix}-media-type-removed`, {
        variant,
        ...places,
        base: media.node.pointer,
        revision: null,
        from: media.mediaType,
        ...(isRequest && witnessIn(matched, media)),
        words: { part: of },
      }),
    ),
    ...added.map((media) =>
      about(matched, `${side.prefix}-media-type-added`, {
        variant,
        ...places,
        base: null,
        revision: media.node.pointer,
        to: media.mediaType,
        ...(isPushed && witnessIn(matched, media)),
        words: { part: of },
      }),
    ),
    ...both.flatMap(({ base, revision }) => [
      ...renamed(side, base, revision),
      ...encodingRules(matched, base, revision, of, subject === 'request-body'),
      ...wording(matched, base.node, revision.node, `${of} as ${base.mediaType}`),
    ]),
  ]
}

/** The common fields of the findings about one list of media types. */
interface MediaTypeList {
  matched: Compared
  prefix: 'request-body' | 'response'
  of: string
  places: Places
  isRequest: boolean
}

function witnessIn(matched: Compared, media: Media): Pick<Finding, 'witness'> {
  const witness = matched.witnesses.inMedia(matched, media)
  return witness === undefined ? {} : { witness }
}

function renamed({ matched, prefix, of, places, isRequest }: MediaTypeList, a: Media, b: Media): Finding[] {
  if (isSameMedia(a.mediaType, b.mediaType)) return []
  const [wider, narrower] = [covers(b.mediaType, a.mediaType), covers(a.mediaType, b.mediaType)]
  const how = wider ? 'generalized' : narrower ? 'specialized' : 'changed'
  const breaks = how !== (prefix === 'request-body' ? 'generalized' : 'specialized')
  const isByParameters = breaks && how !== 'changed' && isSameEssence(a.mediaType, b.mediaType)
  return [
    about(matched, `${prefix}-media-type-name-${how}`, {
      variant: isByParameters ? 'parameters' : undefined,
      ...places,
      base: a.node.pointer,
      revision: b.node.pointer,
      from: a.mediaType,
      to: b.mediaType,
      ...(breaks && !isByParameters && isRequest && witnessIn(matched, a)),
      words: { part: of },
    }),
  ]
}
