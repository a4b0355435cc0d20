import { canonical } from '../../json-schema/canonical-json.ts'
import { step } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import { covers, isJson, isMultipart } from '../../openapi/media-type.ts'
import type { Media } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { bodyWire } from '../wire/body.ts'
import { type FormWire, isForm, type MemberText, memberText, memberWriting } from '../wire/wire.ts'
import { kindsOf, membersOf, type WrittenKind } from './kinds.ts'
import { about, type Compared } from './rule.ts'

/** Changes of `encoding` (OpenAPI 3.1 §4.8.15) for members that both contracts declare. */
export function encodingRules(matched: Compared, a: Media, b: Media, of: string, isRequest: boolean): Finding[] {
  const [from, to] = [encodingOf(a), encodingOf(b)]
  if (canonical(from) === canonical(to)) return []
  const { base, revision } = matched.contracts
  const [left, right] = [membersOf(base, a.schema), membersOf(revision, b.schema)]
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((name) => {
    const [one, other] = [left.get(name), right.get(name)]
    if (one === undefined || other === undefined || canonical(from[name]) === canonical(to[name])) return []
    const [before, after] = [howOf(a, name, one), howOf(b, name, other)]
    return about(matched, 'media-type-encoding-changed', {
      variant: effectOf(isRequest ? before : after, isRequest ? after : before),
      base: pointerOf(a, name),
      revision: pointerOf(b, name),
      from: from[name],
      to: to[name],
      place: `${matched.base.key} ${of} ${a.mediaType} ${name}`,
      words: { part: `the member ${name} of ${of} as ${a.mediaType}` },
    })
  })
}

const encodingOf = (media: Media): JsonObject => {
  const { encoding } = media.node.value
  return isJsonObject(encoding) ? encoding : {}
}

function pointerOf(media: Media, name: string): string {
  const home = step(media.node.pointer, 'encoding')
  return Object.hasOwn(encodingOf(media), name) ? step(home, name) : media.node.pointer
}

/** How one member of a form is written. */
interface How {
  isForm: boolean
  isUrlencoded: boolean
  /** Undefined where `encoding` does not mention the member. */
  writing: MemberText | undefined
  kinds: Set<WrittenKind>
  /** The media types; the defaults where `contentType` is absent. */
  types: string[]
  isNamed: boolean
  headers: unknown
  allowReserved: boolean
}

function howOf(media: Media, name: string, schemas: JsonObject[]): How {
  const wire = bodyWire(media)
  const own = encodingOf(media)[name]
  const how = isJsonObject(own) ? own : {}
  const kinds = new Set(schemas.flatMap(kindsOf))
  const named = typeof how.contentType === 'string' ? how.contentType.split(',').map((type) => type.trim()) : undefined
  return {
    isForm: wire !== undefined && isForm(wire),
    isUrlencoded: !isMultipart(media.mediaType),
    writing: wire !== undefined && isForm(wire) ? saidOf(wire, name) : undefined,
    kinds,
    types: named ?? [...kinds].flatMap((kind) => usual[kind] ?? []),
    isNamed: named !== undefined,
    headers: how.headers,
    allowReserved: how.allowReserved === true,
  }
}

const saidOf = (wire: FormWire, name: string): MemberText | undefined =>
  Object.hasOwn(wire.encoded, name) ? memberText(memberWriting(wire, name)) : undefined

const usual: Readonly<Partial<Record<WrittenKind, string>>> = {
  text: 'text/plain',
  figure: 'text/plain',
  bytes: 'application/octet-stream',
  object: 'application/json',
}

/** The variant of the row for a member that the producer writes and the consumer reads; undefined for an error. */
function effectOf(producer: How, consumer: How): string | undefined {
  if (!producer.isForm || !consumer.isForm) return 'noForm'
  if (canonical(producer.headers) !== canonical(consumer.headers)) return 'headers'
  const [one, other] = [styleOf(producer), styleOf(consumer)]
  if (one !== other) return undefined
  if (one !== '') return escaped(producer, consumer)
  const isFigure = [...producer.kinds].every((kind) => kind === 'figure')
  const isJsonNow = [producer, consumer].map(({ types }) => types.length > 0 && types.every(isJson))
  if (isJsonNow[0] !== isJsonNow[1] && !isFigure) return 'json'
  const isKept = !consumer.isNamed || producer.types.every((type) => consumer.types.some((wide) => covers(wide, type)))
  if (producer.isUrlencoded || isKept) return escaped(producer, consumer)
  return producer.isNamed ? 'refused' : 'unnamed'
}

const escaped = (producer: How, consumer: How): string =>
  producer.allowReserved && !consumer.allowReserved && producer.isUrlencoded ? 'reserved' : 'same'

/** True for text, or a list of text. */
const isPlain = ({ kinds }: Pick<How, 'kinds'>): boolean => kinds.size > 0 && !kinds.has('object')

/** The style where it matters: for objects and lists; '' for the default. */
function styleOf({ writing, kinds }: How): string {
  if (writing === undefined || writing === 'json' || writing.objects !== 'style') return ''
  const { style, explode } = writing
  const isUsual = isPlain({ kinds }) && (!kinds.has('list') || (style === 'form' && explode))
  return isUsual ? '' : `${style} ${explode}`
}
