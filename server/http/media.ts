/** Media types of requests and what a caller accepts in return. */

export interface MediaType {
  /** `type/subtype`, lower case, without parameters. */
  readonly essence: string
  /** Lower case; null where none was given. */
  readonly charset: string | null
}

const mediaType = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*((?:;[^;]*)*)$/
const charset = /;\s*charset\s*=\s*"?([^\s;"]+)"?/i

/** Null where the header is not a media type at all (RFC 9110 §8.3.1). */
export function parseMediaType(header: string): MediaType | null {
  if (header === 'application/json') return { essence: header, charset: null }
  const found = mediaType.exec(header)
  if (found === null) return null
  return {
    essence: (found[1] as string).toLowerCase(),
    charset: charset.exec(found[2] as string)?.[1]?.toLowerCase() ?? null,
  }
}

interface Range {
  readonly type: string
  readonly quality: number
}

/**
 * Whether an Accept header admits one of the offered media types (RFC 9110 §12.5.1): the most specific range that
 * matches a type decides, and a quality of 0 refuses it. A header that cannot be read admits everything.
 */
export function accepts(header: string | undefined, offered: readonly string[]): boolean {
  if (header === undefined || header === '' || header === '*/*' || offered.length === 0) return true
  const ranges = header.split(',').map(range)
  if (ranges.some((parsed) => parsed === null)) return true
  return offered.some((type) => qualityOf(type, ranges as Range[]) > 0)
}

function range(text: string): Range | null {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  if (!/^[^/\s]+\/[^/\s]+$/.test(type)) return null
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  const quality = weight === undefined ? 1 : Number(weight.slice(2))
  return Number.isFinite(quality) ? { type, quality } : null
}

function qualityOf(type: string, ranges: readonly Range[]): number {
  const family = `${type.split('/', 1)[0]}/*`
  for (const candidate of [type, family, '*/*']) {
    const found = ranges.find((offered) => offered.type === candidate)
    if (found !== undefined) return found.quality
  }
  return 0
}
