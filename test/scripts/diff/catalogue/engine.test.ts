import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Profile } from '../../../../scripts/diff/catalogue/levels.ts'
import { findRow, rows } from '../../../../scripts/diff/catalogue/rows.ts'
import { compare } from '../../../../scripts/diff/compare.ts'
import { loadText } from '../../load-text.ts'
import { documentsOf } from './documents.ts'

const corpus = '../shared/corpus/contract-diff/oasdiff.jsonl'
const today = Math.floor(Date.now() / 86_400_000)

async function idsOf(base: string, revision: string, profile: Profile): Promise<Set<string>> {
  const { changes } = await compare(loadText(base, 'base.json'), loadText(revision, 'revision.json'), {
    profile,
    today,
  })
  return new Set(changes.map(({ id }) => id))
}

describe('the ids of the engine', () => {
  it('are those that are explained, each by an example that has it', { timeout: 120_000 }, async () => {
    const silent: string[] = []
    const unexplained = new Set<string>()
    for (const row of rows) {
      const { base, revision } = documentsOf(row)
      const ids = await idsOf(base, revision, row.leastProfile ?? 'wire')
      if (!ids.has(row.id)) silent.push(row.id)
      for (const id of ids) if (findRow(id) === undefined) unexplained.add(id)
    }
    expect({ silent, unexplained: [...unexplained] }).toEqual({ silent: [], unexplained: [] })
  })

  const pairs = existsSync(corpus) ? readFileSync(corpus, 'utf8').trimEnd().split('\n') : []
  if (pairs.length === 0) console.warn(`${corpus} is not here: its ids are not held against the explanations`)
  it.runIf(pairs.length > 0)('are explained wherever the recorded pairs have one', { timeout: 120_000 }, async () => {
    const unexplained = new Set<string>()
    for (const line of pairs) {
      const pair = JSON.parse(line)
      for (const id of await idsOf(JSON.stringify(pair.base), JSON.stringify(pair.revision), 'strict'))
        if (findRow(id) === undefined) unexplained.add(id)
    }
    expect([...unexplained]).toEqual([])
  })
})
