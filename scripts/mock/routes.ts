import type { Api, Operation } from '../lib/ir.ts'

export interface Match {
  operation: Operation
  path: Record<string, string>
}

/** What a path leads to: the operations by method, `undefined` where nothing is there. Exact segments win over members. */
export function router(api: Api): (pathname: string) => Map<string, Match> | undefined {
  const bases = basePaths(api)
  const routes = api.operations.map((operation) => ({ operation, ...patternOf(operation.path) }))
  routes.sort((a, b) => b.rank.localeCompare(a.rank))
  return (pathname) => {
    for (const base of bases) {
      if (!pathname.startsWith(base)) continue
      const found = new Map<string, Match>()
      for (const { operation, pattern, names } of routes) {
        const hit = pattern.exec(pathname.slice(base.length))
        if (!hit || found.has(operation.method)) continue
        found.set(operation.method, {
          operation,
          path: Object.fromEntries(names.map((name, at) => [name, decode(hit[at + 1] ?? '')])),
        })
      }
      if (found.size > 0) return found
    }
    return undefined
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

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Paths hang below the servers' paths; a caller may leave those out. */
function basePaths({ document }: Api): string[] {
  const servers = (document.servers ?? []) as { url?: string }[]
  const paths = servers.flatMap(({ url = '' }) => {
    const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/\/+$/, '')
    return path === '' || path.includes('{') ? [] : [path]
  })
  return [...new Set([...paths, ''])]
}
