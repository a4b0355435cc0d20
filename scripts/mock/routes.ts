import type { Api, Operation } from '../generate/api/api.ts'
import { basePath } from '../openapi/model/servers.ts'

export interface Match {
  operation: Operation
  /** As the client sent it, with its percent escapes. */
  path: Record<string, string>
}

/**
 * Finds the operations of a path, by method; undefined where the contract has no such path. Each operation lies below
 * the paths of its own servers, which a caller may leave out. Concrete segments win over templated ones (OpenAPI 3.1
 * §4.8.8.2).
 */
export function router(api: Api): (pathname: string) => Map<string, Match> | undefined {
  const routes = api.operations.map((operation) => ({
    operation,
    bases: [...basePaths(operation), ''],
    ...patternOf(operation.path),
  }))
  routes.sort((a, b) => b.rank.localeCompare(a.rank))
  return (pathname) => {
    const found = new Map<string, Match>()
    for (const { operation, bases, pattern, names } of routes) {
      if (found.has(operation.method)) continue
      for (const base of bases) {
        const hit = pathname.startsWith(base) ? pattern.exec(pathname.slice(base.length)) : null
        if (!hit) continue
        const path = Object.fromEntries(names.map((name, at) => [name, hit[at + 1] ?? '']))
        found.set(operation.method, { operation, path })
        break
      }
    }
    return found.size > 0 ? found : undefined
  }
}

function patternOf(template: string): { pattern: RegExp; names: string[]; rank: string } {
  const names: string[] = []
  const source = template
    .split(/(\{[^}]+\})/)
    .map((part) => {
      if (!/^\{.+\}$/.test(part)) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      names.push(part.slice(1, -1))
      return '([^/]+)'
    })
    .join('')
  const rank = template
    .split('/')
    .map((segment) => (segment.includes('{') ? '0' : '1'))
    .join('')
  return { pattern: new RegExp(`^${source}$`), names, rank }
}

/** The paths of the servers of an operation. */
const basePaths = ({ servers }: Operation): string[] =>
  [...new Set(servers.map(basePath))].filter((base) => base !== '')
