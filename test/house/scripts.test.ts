import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { files, type Import, imports } from './tree.ts'

/** Room of the pipeline → the rooms it may import. A room may import itself; files at the root of `diff` may import all of it. */
const rooms: Record<string, string[]> = {
  'scripts/json-schema': [],
  'scripts/openapi': ['scripts/json-schema'],
  'scripts/generate': ['scripts/openapi', 'scripts/json-schema'],
  // The mock checks requests with the validators that are generated for servers.
  'scripts/mock': ['scripts/generate', 'scripts/openapi', 'scripts/json-schema'],
  'scripts/diff': ['scripts/openapi', 'scripts/json-schema'],
  'scripts/approvals': ['scripts/diff', 'scripts/openapi'],
  'scripts/release': ['scripts/diff', 'scripts/openapi'],
  'scripts/commands': ['scripts'],
}

/** Files at the root of `diff` that every room of it may know. */
const results = ['scripts/diff/result.ts', 'scripts/diff/finding.ts', 'scripts/diff/lifecycle.ts']

/** The same inside the guard; each row may use the rooms of `scripts/diff` as well, the model and the solver. */
const guard: Record<string, string[]> = {
  'scripts/diff/match': [],
  'scripts/diff/schema-diff': results,
  'scripts/diff/wire': [],
  'scripts/diff/witness': ['scripts/diff/match', 'scripts/diff/wire', ...results],
  'scripts/diff/catalogue': results,
  'scripts/diff/compatibility': [
    'scripts/diff/match',
    'scripts/diff/schema-diff',
    'scripts/diff/wire',
    'scripts/diff/witness',
    'scripts/diff/catalogue',
    ...results,
  ],
  'scripts/diff/rules': [
    'scripts/diff/match',
    'scripts/diff/schema-diff',
    'scripts/diff/wire',
    'scripts/diff/witness',
    'scripts/diff/catalogue',
    ...results,
  ],
  'scripts/diff/report': ['scripts/diff/catalogue', ...results],
}

const within = (path: string, room: string) => path === room || path.startsWith(`${room}/`)

/** `a.ts → b.ts` for each import that leaves a room by no arrow, with the arrows that the room has. */
const strays = (all: Import[], room: string, allowed: string[]): string[] =>
  all
    .filter(({ from, to, local }) => local && within(from, room) && ![room, ...allowed].some((one) => within(to, one)))
    .map(({ from, to }) => `${from} → ${to}: ${room} may import ${allowed.join(', ') || 'nothing'}`)

describe('the rooms of scripts', () => {
  const all = imports('scripts')

  it.each(Object.entries(rooms))('%s imports only what lies below it', (room, allowed) => {
    expect(strays(all, room, allowed)).toEqual([])
  })

  it.each(Object.entries(guard))('%s imports only what lies below it', (room, allowed) => {
    expect(strays(all, room, [...allowed, 'scripts/openapi', 'scripts/json-schema'])).toEqual([])
  })

  it('are all drawn', () => {
    const drawn = [...Object.keys(rooms), ...Object.keys(guard)]
    const found = files
      .filter((path) => /^scripts\/(diff\/)?[^/]+\/.*\.ts$/.test(path))
      .map((path) => path.split('/').slice(0, path.startsWith('scripts/diff/') ? 3 : 2))
      .filter((parts) => !parts.at(-1)?.endsWith('.ts'))
      .map((parts) => parts.join('/'))
    expect([...new Set(found)].filter((room) => !drawn.includes(room))).toEqual([])
  })

  it('hold at most 20 files in a folder', () => {
    const counts = new Map<string, number>()
    for (const path of files.filter((one) => one.startsWith('scripts/')))
      counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1)
    expect([...counts].filter(([, count]) => count > 20)).toEqual([])
  })
})
