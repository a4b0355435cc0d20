type Node = Record<string, unknown>

interface Server {
  url?: string
  variables?: Record<string, { default?: unknown } | undefined>
}

export interface Servers {
  /** With variables at their defaults; none where the document names none. */
  urls: string[]
  /** The path or the operation names them, over those of the document. */
  isOwn: boolean
}

/** The servers nearest to an operation: its own, its path's or the document's (OpenAPI 3.1 §4.8.10.1, 4.8.9.1). */
export function serversOf(document: Node, path: string, method: string): Servers {
  const item = ((document.paths ?? {}) as Record<string, Node | undefined>)[path] ?? {}
  const operation = (item[method] ?? {}) as Node
  const lists = [operation, item, document].map(({ servers }) => (Array.isArray(servers) ? (servers as Server[]) : []))
  const at = lists.findIndex((list) => list.length > 0)
  return { urls: (lists[at] ?? []).map(urlOf), isOwn: at === 0 || at === 1 }
}

const urlOf = ({ url = '/', variables = {} }: Server): string =>
  url.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => String(variables[name]?.default ?? whole))
