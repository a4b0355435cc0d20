/** Finds the operation of a request: static segments before parameters, exactly as the contract writes them. */
import type { Route } from './route.ts'

interface Node {
  readonly statics: Map<string, Node>
  parameter: Node | null
  /** Method, upper case → the operation and the names of its path parameters in order. */
  readonly methods: Map<string, { route: Route; names: readonly string[] }>
}

export type Found =
  /** `path` as it was sent, escapes and all: the validators decode it. */
  | { kind: 'operation'; route: Route; path: Record<string, string> }
  | { kind: 'other-method'; allow: string }
  | { kind: 'unknown' }
  | { kind: 'malformed' }

export type Router = (method: string, path: string) => Found

const node = (): Node => ({ statics: new Map(), parameter: null, methods: new Map() })

export function createRouter(routes: readonly Route[]): Router {
  const root = node()
  for (const route of routes) add(root, route)
  return (method, path) => find(root, method, path)
}

function add(root: Node, route: Route): void {
  let at = root
  const names: string[] = []
  for (const segment of route.path.split('/').slice(1)) {
    if (/^\{[^}]+\}$/.test(segment)) {
      names.push(segment.slice(1, -1))
      at.parameter ??= node()
      at = at.parameter
    } else if (segment.includes('{')) {
      throw new Error(`${route.id}: the path "${route.path}" mixes text and a parameter in one segment`)
    } else {
      const next = at.statics.get(segment) ?? node()
      at.statics.set(segment, next)
      at = next
    }
  }
  at.methods.set(route.method.toUpperCase(), { route, names })
}

function find(root: Node, method: string, path: string): Found {
  const segments = path.split('/')
  segments.shift()
  const decoded = path.includes('%') ? segments.map(decode) : segments
  if (decoded.includes(null)) return { kind: 'malformed' }
  const values: number[] = []
  const at = descend(root, decoded as string[], 0, values)
  if (at === null) return { kind: 'unknown' }
  // A HEAD is answered as its GET, without the content (RFC 9110 §9.3.2).
  const entry = at.methods.get(method) ?? (method === 'HEAD' ? at.methods.get('GET') : undefined)
  if (entry === undefined) return { kind: 'other-method', allow: allowed(at) }
  const parameters: Record<string, string> = Object.create(null)
  for (let index = 0; index < entry.names.length; index++) {
    parameters[entry.names[index] as string] = segments[values[index] as number] as string
  }
  return { kind: 'operation', route: entry.route, path: parameters }
}

function descend(at: Node, segments: readonly string[], index: number, values: number[]): Node | null {
  const segment = segments[index]
  if (segment === undefined) return at.methods.size > 0 ? at : null
  const fixed = at.statics.get(segment)
  const found = fixed === undefined ? null : descend(fixed, segments, index + 1, values)
  if (found !== null || at.parameter === null || segment === '') return found
  values.push(index)
  const viaParameter = descend(at.parameter, segments, index + 1, values)
  if (viaParameter === null) values.pop()
  return viaParameter
}

function allowed(at: Node): string {
  const methods = [...at.methods.keys()]
  if (methods.includes('GET')) methods.push('HEAD')
  return [...methods, 'OPTIONS'].join(', ')
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
