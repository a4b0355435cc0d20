/** Each kind of change of the audit, at a place of two small documents: it applies there, and the guard is right about it. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { kinds } from './audit/kinds.ts'
import { play } from './audit/run.ts'
import { readSubject } from './audit/subject.ts'
import { isRight } from './audit/table.ts'

const folder = join(import.meta.dirname, 'audit/example')
const subjects = readdirSync(folder)
  .sort()
  .map((name) => readSubject(join(folder, name)))

/** A `oneOf` whose alternatives overlap: by the letter no message is valid, and the guard reads it so. */
const unsettled = ['overlapping alternative bounded', 'overlapping alternative of another type']

it('has 70 kinds of break and 70 of harmless change at least, each with a name of its own', () => {
  const count = (verdict: string) => kinds.filter((kind) => kind.verdict === verdict).length
  expect(count('break')).toBeGreaterThanOrEqual(70)
  expect(count('harmless')).toBeGreaterThanOrEqual(70)
  expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length)
})

it.each(kinds)('$verdict: $name', async (kind) => {
  const { outcome, place, said } = await play(kind, subjects, 1, 0)
  expect(outcome).not.toBe('absent')
  const isSettled = !unsettled.some((name) => kind.name === name || kind.name.endsWith(`: ${name}`))
  if (isSettled) expect({ outcome, place, said, right: isRight(kind, outcome) }).toMatchObject({ right: true })
})
