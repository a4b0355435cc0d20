import type { Observer } from './observer.ts'

/** What an answer's `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link` headers say. */
export interface DeprecationNotice {
  operation: string
  deprecation: string | undefined
  sunset: string | undefined
  link: string | undefined
}

/** Tells once of each operation whose answers say that it is deprecated or will end. */
export function deprecations(notify: (notice: DeprecationNotice) => void): Observer {
  const told = new Set<string>()
  return ({ id: operation }) => ({
    response({ headers }) {
      const [deprecation, sunset, link] = ['deprecation', 'sunset', 'link'].map(
        (name) => headers.get(name) ?? undefined,
      )
      if (!(deprecation || sunset) || told.has(operation)) return
      told.add(operation)
      return notify({ operation, deprecation, sunset, link })
    },
  })
}
