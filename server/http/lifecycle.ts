/** How a version and its operations end: what each answer says of it, and when there is an answer no more. From the contract. */
import type { FixedHeaders } from './fixed-headers.ts'
import type { Route } from './route.ts'

export interface Lifecycle {
  /** `route` null: a path or method that the version does not have. `parameters`: as they were sent, by name. */
  headers(route: Route | null, parameters: Readonly<Record<string, string>>): FixedHeaders
  /** Milliseconds since 1970; null: no end is known. */
  endOf(route: Route): number | null
  /** The operation that takes the place of this one: `GET /v2/products`. */
  successorOf(route: Route): string | null
}

interface Ending {
  readonly headers: FixedHeaders
  readonly end: number
  readonly successor: Route | null
}

interface Marks {
  readonly 'x-deprecated-since'?: string
  readonly 'x-sunset'?: string
}

interface Document extends Marks {
  readonly 'x-migration-guide'?: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Marks | undefined>>>>
}

/**
 * Null where nothing is deprecated.
 * @param later the operations among which the successors are
 * @throws Error naming the operation of which the contract does not say enough
 */
export function lifecycleOf(given: object, routes: readonly Route[], later: readonly Route[]): Lifecycle | null {
  const document = given as Document
  const whole = document['x-sunset'] === undefined ? null : endingOf('the version', document, document, null)
  const endings = new Map<Route, Ending>()
  for (const route of routes.filter(({ deprecated }) => deprecated)) {
    const marks = { ...document, ...document.paths[route.path]?.[route.method.toLowerCase()] }
    const successor = later.find(({ id }) => id === route.successor) ?? null
    if (route.successor !== null && successor === null) throw new Error(`${route.id}: there is no ${route.successor}`)
    endings.set(route, endingOf(route.id, marks, document, successor))
  }
  if (whole === null && endings.size === 0) return null

  return {
    headers(route, parameters) {
      const ending = route === null ? whole : endings.get(route)
      if (ending == null) return {}
      const place = ending.successor === null ? null : expand(ending.successor.path, parameters)
      if (place === null) return ending.headers
      const links = [ending.headers.link, `<${place}>; rel="successor-version"`]
      return { ...ending.headers, link: links.filter(Boolean).join(', ') }
    },
    endOf: (route) => endings.get(route)?.end ?? null,
    successorOf(route) {
      const successor = endings.get(route)?.successor
      return successor == null ? null : `${successor.method} ${successor.path}`
    },
  }
}

function endingOf(what: string, marks: Marks, document: Document, successor: Route | null): Ending {
  const since = Date.parse(marks['x-deprecated-since'] ?? '')
  const end = Date.parse(marks['x-sunset'] ?? '')
  if (Number.isNaN(since) || Number.isNaN(end)) {
    throw new Error(`${what} is deprecated: its x-deprecated-since and x-sunset must be dates`)
  }
  const guide = document['x-migration-guide']
  const links = ['deprecation', 'sunset'].map((rel) => `<${guide}>; rel="${rel}"; type="text/markdown"`)
  const headers = {
    // An item of RFC 9651 that is a date (RFC 9745 §2.1), and an HTTP-date (RFC 8594 §3).
    deprecation: `@${since / 1000}`,
    sunset: new Date(end).toUTCString(),
    ...(guide !== undefined && { link: links.join(', ') }),
  }
  return { headers, end, successor }
}

/** The same resource in the later version; null where its path asks for what the earlier one does not know. */
function expand(template: string, parameters: Readonly<Record<string, string>>): string | null {
  let complete = true
  const path = template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = parameters[name]
    if (value === undefined) complete = false
    // Once more, since a path may hold what a header's `<…>` may not.
    return encodeURIComponent(decodeURIComponent(value ?? ''))
  })
  return complete ? path : null
}
