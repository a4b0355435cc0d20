/**
 * How values are written in a path, query, header, cookie or form, with every default filled in (OpenAPI 3.0.3 §4.7.12,
 * §4.7.15; 3.1.1 §4.8.12, §4.8.15; RFC 6570). The validators, the SDK, the mock and the guard all follow it.
 */

import type { JsonObject } from './grammar.ts'
import { essence, isJson, isMultipart, isUrlencoded } from './media-type.ts'

export type In = 'path' | 'query' | 'header' | 'cookie'
export type Style = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject'

/** A value that a style writes, as RFC 6570 expands it. */
export interface Styled {
  by: 'style'
  style: Style
  explode: boolean
  /** True where reserved characters need no percent escape (RFC 3986 §2.2), in queries and forms. */
  allowReserved: boolean
}

/** A value that is written in a media type. With `each`, every item of a list is written by itself. */
export interface Contained {
  by: 'content'
  /** In the contract's order. Writers use the first that is not a range. */
  mediaTypes: string[]
  /** True where each item of a list is a part of its own in a multipart form (OpenAPI 3.1.1 §4.8.15.4). */
  each: boolean
}

/**
 * A member of a form without an Encoding Object: a string, number or boolean as text, an object (and a list in a
 * list) as JSON, a file as bytes, each item of a list by itself (OpenAPI 3.1.1 §4.8.15.1.1, the default of
 * `contentType`).
 */
interface ByValue {
  by: 'value'
}

export type Writing = Styled | Contained | ByValue

const defaultStyle: Record<In, Style> = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' }

/** True for header parameters that OpenAPI ignores, because other fields describe them (OpenAPI 3.1 §4.8.12.1). */
export const isIgnoredHeader = (name: string): boolean =>
  ['accept', 'content-type', 'authorization'].includes(name.toLowerCase())

/** How a Parameter Object or a Header Object (of which `place` is `header`) is written. */
export function parameterWriting(node: JsonObject, place: In): Styled | Contained {
  const [mediaType] = Object.keys((node.content as JsonObject | undefined) ?? {})
  if (mediaType !== undefined) return { by: 'content', mediaTypes: [mediaType], each: false }
  return styled(node, defaultStyle[place], place === 'query')
}

function styled(node: JsonObject, otherwise: Style, mayReserve: boolean): Styled {
  const style = typeof node.style === 'string' ? (node.style as Style) : otherwise
  return {
    by: 'style',
    style,
    // deepObject has only one form, the exploded one.
    explode: style === 'deepObject' || (typeof node.explode === 'boolean' ? node.explode : style === 'form'),
    allowReserved: mayReserve && node.allowReserved === true,
  }
}

/** How a member of a form is written, by its Encoding Object; undefined stands for a member that has none. */
export function memberWriting(encoding: JsonObject | undefined, mediaType: string): Writing {
  const { style, explode, allowReserved, contentType } = encoding ?? {}
  const isStyled = [style, explode, allowReserved].some((member) => member !== undefined)
  // In these two media types a style overrides `contentType` (OpenAPI 3.1 §4.8.15.1.2).
  if (isStyled && (isUrlencoded(mediaType) || essence(mediaType) === 'multipart/form-data'))
    return styled(encoding ?? {}, 'form', true)
  if (typeof contentType !== 'string') return { by: 'value' }
  const mediaTypes = listed(contentType)
  return { by: 'content', mediaTypes, each: isMultipart(mediaType) || !mediaTypes.some(isJson) }
}

/** `image/png, image/*` as a list. A comma inside a quoted parameter does not separate. */
const listed = (contentType: string): string[] =>
  (contentType.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []).map((one) => one.trim()).filter(Boolean)

export const isForm = (mediaType: string): boolean => isUrlencoded(mediaType) || isMultipart(mediaType)

/** True where one of these media types is JSON. Writers prefer it, because it keeps the types of values. */
export const isJsonText = ({ mediaTypes }: Contained): boolean => mediaTypes.some(isJson)

/** True for a schema without `$ref` whose values are files, that is, bytes. */
export function isFile(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  const { type, format, contentMediaType, contentEncoding, contentSchema } = schema as JsonObject
  if (type !== undefined && ![type].flat().includes('string')) return false
  if (type !== undefined && format === 'binary') return true
  return contentMediaType !== undefined && contentEncoding === undefined && contentSchema === undefined
}
