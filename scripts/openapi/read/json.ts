/** The offset of each value of a JSON text. Each container is scanned once, when it is first asked for. */

interface Container {
  start: number
  children?: Map<string, number>
  below: Map<string, Container>
}

/** Finds the offset of a member's key, of an item, or of the document; undefined where the path does not exist. */
export function jsonPlaces(text: string): (path: string[]) => number | undefined {
  const root: Container = { start: skipSpace(text, 0), below: new Map() }
  const keys = new Map<Container, Map<string, number>>()

  function open(container: Container): Map<string, number> {
    if (container.children === undefined) {
      const listed = list(text, container.start)
      container.children = listed.values
      keys.set(container, listed.keys)
    }
    return container.children
  }

  return (path) => {
    let container = root
    let offset: number | undefined = root.start
    for (const key of path) {
      const start = open(container).get(key)
      if (start === undefined) return undefined
      offset = keys.get(container)?.get(key)
      const next: Container = container.below.get(key) ?? { start, below: new Map() }
      container.below.set(key, next)
      container = next
    }
    return offset
  }
}

function list(text: string, start: number): { values: Map<string, number>; keys: Map<string, number> } {
  const values = new Map<string, number>()
  const keys = new Map<string, number>()
  const opening = text[start]
  if (opening !== '{' && opening !== '[') return { values, keys }
  let at = skipSpace(text, start + 1)
  for (let index = 0; text[at] !== '}' && text[at] !== ']' && at < text.length; index++) {
    const begin = at
    let key = String(index)
    if (opening === '{') {
      const end = skipString(text, at)
      key = JSON.parse(text.slice(at, end)) as string
      at = skipSpace(text, skipSpace(text, end) + 1)
    }
    values.set(key, at)
    keys.set(key, begin)
    at = skipSpace(text, skipValue(text, at))
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return { values, keys }
}

export function skipSpace(text: string, at: number): number {
  while (text.charCodeAt(at) <= 32) at++
  return at
}

export function skipString(text: string, at: number): number {
  for (;;) {
    at = text.indexOf('"', at + 1)
    if (at < 0) return text.length
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return at + 1
  }
}

function skipValue(text: string, at: number): number {
  let depth = 0
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) at = skipString(text, at) - 1
    else if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) {
      if (depth === 0) return at
      depth--
    } else if (code === 44 && depth === 0) return at
    if (depth === 0 && (code === 34 || code === 125 || code === 93)) return at + 1
  }
  return at
}
