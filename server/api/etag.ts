/** A row's version as the strong validator of what is answered of it (RFC 9110 §8.8.3), and back. */
import type { Expected } from '../domain/version.ts'

/** What never changes has one version. */
export function etagOf({ version = 1 }: { readonly version?: number }): string {
  return `"${version}"`
}

/**
 * The versions that an If-Match accepts; null where any will do. Weak tags never match (RFC 9110 §13.1.1), and a tag that
 * is not one of ours matches nothing.
 */
export function expectedOf(ifMatch: string | undefined): Expected {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null
  return ifMatch.split(',').flatMap((tag) => {
    const found = /^\s*"(\d{1,15})"\s*$/.exec(tag)
    return found === null ? [] : [Number(found[1])]
  })
}
