import type { Json } from '../../json-schema/question.ts'
import { essence } from '../../openapi/media-type.ts'
import type { Contained, Style, Styled } from '../../openapi/wire.ts'

/** A name and how its value is written. */
export interface Written {
  name: string
  writing: Pick<Styled, 'by' | 'style' | 'explode'> | Pick<Contained, 'by' | 'mediaTypes'>
}

function partsOf({ writing }: Written): { style: Style; explode: boolean; mediaType?: string } {
  if (writing.by === 'style') return writing
  const [mediaType = ''] = writing.mediaTypes
  return { style: 'simple', explode: false, mediaType }
}

/** `name=value` pairs of a query or cookie parameter by its style and explode (OpenAPI 3.1 §4.8.12.2), encoded. */
export function queryPairs(written: Written, value: Json): string[] {
  const { style, explode, mediaType } = partsOf(written)
  const key = encode(written.name)
  if (mediaType !== undefined) return [`${key}=${encode(inMedia(mediaType, value))}`]
  if (Array.isArray(value)) {
    if (explode) return value.map((item) => `${key}=${encode(plain(item))}`)
    return [`${key}=${value.map((item) => encode(plain(item))).join(separators[style] ?? ',')}`]
  }
  if (typeof value !== 'object' || value === null) return [`${key}=${encode(plain(value))}`]
  const members = Object.entries(value)
  if (style === 'deepObject') return members.flatMap(([member, inner]) => deepPairs(`${key}[${encode(member)}]`, inner))
  if (explode) return members.map(([member, inner]) => `${encode(member)}=${encode(plain(inner))}`)
  return [
    `${key}=${members
      .flat()
      .map((part) => encode(plain(part as Json)))
      .join(separators[style] ?? ',')}`,
  ]
}

/** Deeper levels, which OpenAPI does not define, as most servers read them. */
function deepPairs(key: string, value: Json): string[] {
  if (Array.isArray(value)) return value.map((item) => `${key}=${encode(plain(item))}`)
  if (typeof value !== 'object' || value === null) return [`${key}=${encode(plain(value))}`]
  return Object.entries(value).flatMap(([member, inner]) => deepPairs(`${key}[${encode(member)}]`, inner))
}

const separators: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '|' }

/** The text of a path segment or a header. */
export function simpleText(written: Written, value: Json, encoded: boolean): string {
  const { name } = written
  const { style, explode, mediaType } = partsOf(written)
  const write = (part: Json) => (encoded ? encode(plain(part)) : plain(part))
  if (mediaType !== undefined) return encoded ? encode(inMedia(mediaType, value)) : inMedia(mediaType, value)
  const before = style === 'label' ? '.' : style === 'matrix' ? `;${name}=` : ''
  if (Array.isArray(value)) return before + value.map(write).join(explode ? (repeated[style]?.(name) ?? ',') : ',')
  if (typeof value !== 'object' || value === null) return before + write(value)
  const members = Object.entries(value)
  const parts = explode
    ? members.map(([member, inner]) => `${member}=${write(inner as Json)}`)
    : members.flatMap(([member, inner]) => [member, write(inner as Json)])
  if (!explode) return before + parts.join(',')
  return style === 'matrix' ? `;${parts.join(';')}` : before + parts.join(style === 'label' ? '.' : ',')
}

/** What stands between the items of a list that explodes, where that is no comma (RFC 6570 §3.2.5, §3.2.7). */
const repeated: Readonly<Record<string, (name: string) => string>> = { label: () => '.', matrix: (name) => `;${name}=` }

const inMedia = (mediaType: string, value: Json) =>
  essence(mediaType) === 'text/plain' ? plain(value) : JSON.stringify(value)

export function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const encode = (text: string) => encodeURIComponent(text)
