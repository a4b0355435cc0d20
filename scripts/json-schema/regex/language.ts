import type { Automaton, Edge } from './automaton.ts'

const LEVELS = 5000
const WORK = 200_000

type FoundWords = { kind: 'words'; words: string[] } | { kind: 'empty' } | { kind: 'unknown' }

/**
 * Texts of `min` to `max` code points that every automaton accepts, the shortest first, at most `count` of them.
 * `empty` proves that there is none.
 */
export function findWords(automata: readonly Automaton[], min: number, max: number, count: number): FoundWords {
  if (min > max) return { kind: 'empty' }
  if (automata.length === 0 && min > LEVELS) return { kind: 'words', words: ['a'.repeat(min)] }
  const words: string[] = []
  let level = new Map<string, ReachedStates>([
    [key(automata.map(() => 0)), { states: automata.map(() => 0), word: '' }],
  ])
  const visited = new Set<string>()
  let work = 0
  for (let length = 0; length <= max; length++) {
    if (length >= min) {
      for (const { states, word } of level.values())
        if (automata.every((automaton, at) => automaton.accepts[states[at] as number])) words.push(word)
      if (words.length >= count) break
      // From this length on a known state leads only to longer texts of the same shape.
      for (const seen of [...level.keys()]) visited.has(seen) ? level.delete(seen) : visited.add(seen)
      if (level.size === 0) return words.length > 0 ? { kind: 'words', words } : { kind: 'empty' }
    }
    if (length >= LEVELS || work > WORK) return words.length > 0 ? { kind: 'words', words } : { kind: 'unknown' }
    const next = new Map<string, ReachedStates>()
    for (const reached of level.values())
      for (const { states, char } of moves(automata, reached.states)) {
        work++
        const name = key(states)
        if (!next.has(name)) next.set(name, { states, word: reached.word + char })
      }
    level = next
    if (level.size === 0) break
  }
  return words.length > 0 ? { kind: 'words', words: words.slice(0, count) } : { kind: 'empty' }
}

interface ReachedStates {
  states: number[]
  word: string
}

const key = (states: readonly number[]): string => states.join()

function moves(automata: readonly Automaton[], states: readonly number[]): { states: number[]; char: string }[] {
  let cells: { min: number; max: number; to: number[] }[] = [{ min: 0, max: 0x10ffff, to: [] }]
  automata.forEach((automaton, at) => {
    cells = cells.flatMap((cell) => split(cell, automaton.edges[states[at] as number] as Edge[]))
  })
  const best = new Map<string, { states: number[]; char: string; rank: number }>()
  for (const cell of cells) {
    const pick = nicest(cell.min, cell.max)
    const name = key(cell.to)
    const known = best.get(name)
    if (pick && (!known || pick.rank < known.rank)) best.set(name, { states: cell.to, ...pick })
  }
  return [...best.values()].sort((a, b) => a.rank - b.rank)
}

function split(
  cell: { min: number; max: number; to: number[] },
  edges: Edge[],
): { min: number; max: number; to: number[] }[] {
  const parts = []
  for (const edge of edges) {
    const min = Math.max(edge.min, cell.min)
    const max = Math.min(edge.max, cell.max)
    if (min <= max) parts.push({ min, max, to: [...cell.to, edge.to] })
  }
  return parts
}

/** Readable characters first. Without lone surrogates, which no JSON text may hold. */
const PREFERRED: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x41, 0x5a],
  [0x30, 0x39],
  [0x2d, 0x2d],
  [0x5f, 0x5f],
  [0x20, 0x7e],
  [0xa, 0xa],
  [0xa1, 0xd7ff],
  [0xe000, 0x10ffff],
  [0x0, 0xa0],
]

function nicest(min: number, max: number): { char: string; rank: number } | undefined {
  for (const [rank, [from, to]] of PREFERRED.entries()) {
    const code = Math.max(min, from)
    if (code <= Math.min(max, to)) return { char: String.fromCodePoint(code), rank }
  }
  return undefined
}
