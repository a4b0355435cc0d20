import { essence, isJson, isSameMedia } from '../../openapi/media-type.ts'
import type { Header, Parameter } from '../../openapi/model/exchange.ts'
import { kindsBelow, type WrittenKind } from './kinds.ts'
import type { Compared } from './rule.ts'

type WrittenValue = Pick<Parameter | Header, 'writing' | 'schema' | 'node'>

/** A change of how a parameter or header is written. */
interface Rewritten {
  what: 'content' | 'style' | 'explode'
  /** `sameText` where every value is written as the same text. */
  variant: 'sameText' | undefined
  from: unknown
  to: unknown
  words: { what: string }
}

/** Changes of style, explode and media type, by which the same value becomes another text. */
export function writing(matched: Compared, a: WrittenValue, b: WrittenValue): Rewritten[] {
  const isPlain = isWrittenPlain(matched, a, b)
  const [one, other] = [a.writing, b.writing]
  if (one.by === 'content' || other.by === 'content') {
    const types = [a, b].map(mediaTypeOf)
    const [from, to] = types
    if (from !== undefined && to !== undefined && isSameMedia(from, to)) return []
    const isText = types.every((type) => type === undefined || essence(type) === 'text/plain')
    return [rewritten('content', (isPlain && isText) || isFigure(matched, a, b), from, to)]
  }
  if (one.style !== other.style) return [rewritten('style', isPlain, one.style, other.style)]
  return one.explode === other.explode ? [] : [rewritten('explode', isPlain, one.explode, other.explode)]
}

const mediaTypeOf = ({ writing: how }: WrittenValue) => (how.by === 'content' ? how.mediaTypes[0] : undefined)

/** Content is written like a single text in style `form`. */
const styleOf = ({ writing: how }: WrittenValue) => (how.by === 'style' ? how.style : 'form')

const rewritten = (what: Rewritten['what'], isSame: boolean, from: unknown, to: unknown): Rewritten => ({
  what,
  variant: isSame ? 'sameText' : undefined,
  from,
  to,
  words: { what: what === 'content' ? 'media type' : what },
})

/** True where all values are numbers or booleans, whose text is the same in JSON. */
function isFigure(matched: Compared, a: WrittenValue, b: WrittenValue): boolean {
  const { base, revision } = matched.contracts
  const kinds = [...kindsBelow(base, a.schema), ...kindsBelow(revision, b.schema)]
  const isWritten = (part: WrittenValue) => {
    const mediaType = mediaTypeOf(part)
    return mediaType === undefined ? bare.has(styleOf(part)) : isJson(mediaType) || essence(mediaType) === 'text/plain'
  }
  return kinds.length > 0 && kinds.every((kind) => kind === 'figure') && isWritten(a) && isWritten(b)
}

/** Styles that write a single text without a prefix. */
const bare = new Set(['form', 'simple', 'spaceDelimited', 'pipeDelimited'])

/**
 * True where both styles write the same text: for a single text, for a list in equivalent styles, or for a
 * `deepObject`, which has only one form (OpenAPI 3.1 §4.8.12.2).
 */
function isWrittenPlain(matched: Compared, a: WrittenValue, b: WrittenValue): boolean {
  const { base, revision } = matched.contracts
  const each = [kindsBelow(base, a.schema), kindsBelow(revision, b.schema)]
  const isText = (kinds: Set<WrittenKind>) => kinds.size > 0 && !kinds.has('object') && !kinds.has('list')
  // Where the reader accepts plain text, the values decide whether it accepts the text of a list.
  const styles = [styleOf(a), styleOf(b)]
  if (each.some(isText)) return styles[0] === styles[1] || styles.every((style) => bare.has(style))
  if (styles.every((style) => style === 'deepObject')) return true
  return each.every((kinds) => kinds.size > 0 && !kinds.has('object')) && styles.every((style) => style === 'simple')
}
