import type { Direction } from '../../openapi/direction.ts'
import { essence } from '../../openapi/media-type.ts'
import type { Header, Media, Parameter, Response } from '../../openapi/model/exchange.ts'
import type { Located } from '../../openapi/model/located.ts'
import type { Subject } from '../catalogue/schema/places.ts'
import { directionOf, type Matched } from '../match/exchanges.ts'
import { bodyWire, parameterWire } from '../wire/body.ts'
import { isForm, type Wire } from '../wire/wire.ts'

/** One schema of an exchange that both sides have: a parameter's, a body's or a header's. */
export interface SchemaUse {
  matched: Matched
  /** `request`: clients make the values, by the base. `response`: servers do, by the revision. */
  direction: Direction
  subject: Subject
  /** The part's name in an envelope: `query:limit`, `header:etag`, `body`. */
  part: { base: string; revision: string }
  /** Set for the parts of a response. */
  status?: string
  mediaType?: { base: string; revision: string }
  wire?: Wire
  base: Located
  revision: Located
  /** Set where one side says nothing of the body's schema: anything that the media type can carry is sent and taken. */
  missingSchema?: 'base' | 'revision'
  /** As texts call it: `the query parameter limit`. */
  noun: string
  /** Stands for the place in fingerprints. */
  place: string
}

/** A value that travels as text is not taken apart: 5 and "5" are the same there. What a form takes as JSON, it takes. */
export const isSeparable = ({ wire }: SchemaUse) => wire === undefined || isForm(wire)

export function parameterUse(matched: Matched, one: Parameter, other: Parameter): SchemaUse {
  const direction = directionOf(matched.base, 'request')
  return {
    matched,
    direction,
    subject: direction === 'request' ? 'request-parameter' : 'response-header',
    ...wireOf(one),
    part: { base: `${one.in}:${one.name}`, revision: `${other.in}:${other.name}` },
    base: one.schema,
    revision: other.schema,
    noun: `the ${one.in} parameter ${one.name}`,
    place: `${matched.base.key} ${one.key}`,
  }
}

export function bodyUse(
  matched: Matched,
  one: Media,
  other: Media,
  response?: { base: Response; revision: Response },
): SchemaUse {
  const direction = directionOf(matched.base, response === undefined ? 'request' : 'response')
  const holder = response === undefined ? 'request' : `response ${response.revision.status}`
  const wire = bodyWire(direction === 'request' ? one : other)
  return {
    matched,
    direction,
    subject: direction === 'request' ? 'request-body' : 'response-body',
    ...(wire && { wire }),
    part: { base: 'body', revision: 'body' },
    ...(response && { status: concrete(response) }),
    mediaType: { base: one.mediaType, revision: other.mediaType },
    base: schemaOf(one),
    revision: schemaOf(other),
    ...(one.hasSchema !== other.hasSchema && { missingSchema: one.hasSchema ? 'revision' : 'base' }),
    noun: `the ${holder} body`,
    place: `${matched.base.key} ${holder} ${one.mediaType}`,
  }
}

/** Only JSON and its like carry other values than texts. */
function schemaOf({ mediaType, hasSchema, schema }: Media): Located {
  const name = essence(mediaType)
  if (hasSchema || /json|xml|yaml|\*/.test(name)) return schema
  const isForm = name === 'application/x-www-form-urlencoded' || name.startsWith('multipart/')
  return { ...schema, value: isForm ? { type: 'object', additionalProperties: true } : { type: 'string' } }
}

export function headerUse(
  matched: Matched,
  one: Header,
  other: Header,
  response: { base: Response; revision: Response },
): SchemaUse {
  const direction = directionOf(matched.base, 'response')
  return {
    matched,
    direction,
    subject: direction === 'request' ? 'request-parameter' : 'response-header',
    ...wireOf(one),
    part: { base: `header:${one.name}`, revision: `header:${other.name}` },
    status: concrete(response),
    base: one.schema,
    revision: other.schema,
    noun: `the response ${response.revision.status} header ${one.name}`,
    place: `${matched.base.key} response ${response.revision.status} header ${one.name}`,
  }
}

/** The narrower of the two declarations tells which status is meant. */
function concrete({ base, revision }: { base: Response; revision: Response }): string {
  return /^\d+$/.test(base.status) ? base.status : revision.status
}

function wireOf(part: Parameter | Header): { wire?: Wire } {
  const wire = parameterWire(part)
  return wire === undefined ? {} : { wire }
}
