/** Who reaches what, as the tables of server/SECURITY.md say it: the matrix has no other source for what it expects. */
import { readFileSync } from 'node:fs'

const columns = {
  "a partner's admin": 'partner admin',
  "a partner's staff": 'partner staff',
  "a partner's program": 'partner program',
  "the merchant's admin": 'merchant admin',
  "the merchant's staff": 'merchant staff',
  "the merchant's program": 'merchant program',
} as const
export type Position = (typeof columns)[keyof typeof columns]

/** Whose objects of a resource somebody reaches: nobody's, their own, those of their partner, all. */
const words = { none: 'none', 'their own': 'own', "the partner's": 'partner', all: 'all' } as const
export type Reach = (typeof words)[keyof typeof words]

const page = readFileSync(new URL('../../../server/SECURITY.md', import.meta.url), 'utf8')
const reaches = tableAfter('## Who reaches what')
const lacks = tableAfter('These no role of theirs gives them')

/** @throws Error naming the resource of which the page says nothing */
export function reachOf(position: Position, resource: string): Reach {
  const word = reaches.get(`\`${resource}\``)?.get(position)
  if (word !== undefined && Object.hasOwn(words, word)) return words[word as keyof typeof words]
  throw new Error(`server/SECURITY.md does not say which ${resource} a ${position} reaches; "${word}" is no answer`)
}

/** The scopes that a person of this role does without. */
export function lackedBy(position: Position): ReadonlySet<string> {
  const cell = lacks.get('lacks')?.get(position)
  if (cell === undefined) throw new Error(`server/SECURITY.md does not say which scopes a ${position} lacks`)
  return new Set([...cell.matchAll(/`([^`]+)`/g)].map(([, scope]) => scope as string))
}

/** The first table after these words, by line and column. */
function tableAfter(start: string): ReadonlyMap<string, ReadonlyMap<Position, string>> {
  const lines = page.slice(page.indexOf(start)).split('\n')
  const first = lines.findIndex((line) => line.startsWith('|'))
  const rest = lines.slice(first)
  const [head, , ...rows] = rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    )
    .map(cellsOf)
  const positions = (head as string[]).slice(1).map((title) => columns[title as keyof typeof columns])
  return new Map(
    rows.map(([name = '', ...cells]) => [name, new Map(cells.map((cell, at) => [positions[at] as Position, cell]))]),
  )
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
