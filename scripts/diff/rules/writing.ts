import { essence, isJson, isSameMedia } from '../../openapi/media-type.ts'
import type { Header, Parameter } from '../../openapi/model/exchange.ts'
import type { Level } from '../result.ts'
import { type Kind, kindsBelow } from './kinds.ts'
import type { Case } from './rule.ts'

type Written = Pick<Parameter | Header, 'style' | 'explode' | 'mediaType' | 'schema' | 'node'>

/** The end of an id, and what was before and is now. */
export type Rewritten = [id: string, level: Level, from: unknown, to: unknown]

/** How the text of a parameter or header changed, though its values may not have: by style, explode and media type. */
export function writing(matched: Case, a: Written, b: Written): Rewritten[] {
  const isPlain = isWrittenPlain(matched, a, b)
  if (a.mediaType !== undefined || b.mediaType !== undefined) {
    if (a.mediaType !== undefined && b.mediaType !== undefined && isSameMedia(a.mediaType, b.mediaType)) return []
    const isText = [a, b].every(({ mediaType }) => mediaType === undefined || essence(mediaType) === 'text/plain')
    const level = (isPlain && isText) || isFigure(matched, a, b) ? 'info' : 'error'
    return [['content-changed', level, a.mediaType, b.mediaType]]
  }
  const level = isPlain ? 'info' : 'error'
  if (a.style !== b.style) return [['style-changed', level, a.style, b.style]]
  return a.explode === b.explode ? [] : [['explode-changed', level, a.explode, b.explode]]
}

/** True where numbers and truths alone are written, as JSON or as they stand. */
function isFigure(matched: Case, a: Written, b: Written): boolean {
  const { base, revision } = matched.contracts
  const kinds = [...kindsBelow(base, a.schema), ...kindsBelow(revision, b.schema)]
  const isWritten = ({ mediaType, style }: Written) =>
    mediaType === undefined ? bare.has(style) : isJson(mediaType) || essence(mediaType) === 'text/plain'
  return kinds.length > 0 && kinds.every((kind) => kind === 'figure') && isWritten(a) && isWritten(b)
}

/** Styles that write a single text as it is. */
const bare = new Set(['form', 'simple', 'spaceDelimited', 'pipeDelimited'])

/**
 * True where one side writes what the other reads as it stands: a text, a list in styles that write it alike, or an
 * object in brackets, which there is one way to write (OpenAPI 3.1 §4.8.12.2).
 */
function isWrittenPlain(matched: Case, a: Written, b: Written): boolean {
  const { base, revision } = matched.contracts
  const each = [kindsBelow(base, a.schema), kindsBelow(revision, b.schema)]
  const isText = (kinds: Set<Kind>) => kinds.size > 0 && !kinds.has('object') && !kinds.has('list')
  // Where the reader takes a text and no more, whether a list's text is one is a question of values.
  if (each.some(isText)) return a.style === b.style || (bare.has(a.style) && bare.has(b.style))
  if (a.style === 'deepObject' && b.style === 'deepObject') return true
  return each.every((kinds) => kinds.size > 0 && !kinds.has('object')) && a.style === 'simple' && b.style === 'simple'
}
