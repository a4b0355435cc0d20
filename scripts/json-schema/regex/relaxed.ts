import { closing } from './pattern.ts'

/**
 * Patterns without lookarounds, word boundaries and back references, some of whose words the pattern matches: each
 * assertion is left out or read in its place, and a back reference is read as the group that it refers to.
 */
export function relaxed(source: string): string[] {
  const groups = groupsOf(source)
  const plain = source.replaceAll(/\\\\|\\[bB]|\\k<(\w+)>|\\([1-9]\d*)/g, (whole, name?: string, number?: string) => {
    if (/[bB]$/.test(whole)) return ''
    if (name === undefined && number === undefined) return whole
    const group = groups.find((each, index) => each.name === name || String(index + 1) === number)
    return group === undefined ? whole : `(?:${group.source})`
  })
  const ways = [
    { behind: true, ahead: false },
    { behind: false, ahead: false },
    { behind: true, ahead: true },
  ]
  return [...new Set(ways.map((way) => withoutLookarounds(plain, way)))].filter((each) => each !== source)
}

interface Way {
  /** Read the text of a lookbehind, or of a lookahead, where it stands. */
  behind: boolean
  ahead: boolean
}

function withoutLookarounds(source: string, way: Way): string {
  const at = source.search(/(?<!\\)\(\?(?:<?[=!])/)
  const end = at < 0 ? -1 : closing(source, at)
  if (end < 0) return source
  const [head = '', isBehind, sign] = /^\(\?(<?)([=!])/.exec(source.slice(at)) ?? []
  const isRead = sign === '=' && (isBehind ? way.behind : way.ahead)
  const inner = isRead ? `(?:${source.slice(at + head.length, end)})` : ''
  return withoutLookarounds(source.slice(0, at) + inner + source.slice(end + 1), way)
}

/** The capturing groups, in the order of their numbers. */
function groupsOf(source: string): { name: string | undefined; source: string }[] {
  return [...source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\((?!\?)|\(\?<(\w+)>/g)].flatMap(
    ({ 0: head, 1: name, index }) => {
      if (!head.startsWith('(')) return []
      return [{ name, source: source.slice(index + head.length, closing(source, index)) }]
    },
  )
}
