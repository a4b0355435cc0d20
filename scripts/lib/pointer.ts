/** JSON pointers (RFC 6901), as text and as the fragment of a URI (section 6). */

export const escapeSegment = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1')

export const unescapeSegment = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~')

export const join = (pointer: string, ...segments: (string | number)[]): string =>
  segments.reduce<string>((path, segment) => `${path}/${escapeSegment(String(segment))}`, pointer)

export const segments = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeSegment)

/** The pointer that a URI fragment (without `#`) writes; a malformed percent escape is left as it is. */
export function fragmentToPointer(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/** The value of an own member, or undefined: `constructor` is no member of `{}`. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}

export const at = (root: unknown, pointer: string): unknown => segments(pointer).reduce<unknown>(member, root)
