/** JSON pointers (RFC 6901): '' is the whole document; each token is `/` and the escaped key. */

export const escapeSegment = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1')

/** A pointer extended by keys. */
export function step(pointer: string, ...keys: (string | number)[]): string {
  let below = pointer
  for (const key of keys) below += `/${typeof key === 'number' ? key : escapeSegment(key)}`
  return below
}

export function tokens(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value of an own member; undefined for an inherited one, such as `constructor`. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}

/** The value at a pointer; undefined where there is none. */
export const at = (document: unknown, pointer: string): unknown => tokens(pointer).reduce(member, document)

/** A URI fragment without its `#`, percent-decoded (RFC 6901 §6); a malformed percent escape is left as it is. */
export function fromFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/** The URI fragment, with its `#`, that `fromFragment` reads as a pointer. */
export const toFragment = (pointer: string): string => `#${pointer.replaceAll('%', '%25')}`
