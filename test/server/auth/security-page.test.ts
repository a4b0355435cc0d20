import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defences } from '../../chaos/defences.ts'

const page = readFileSync('server/SECURITY.md', 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('| API'))
const named = (text: string) =>
  [...text.matchAll(/`([\w./-]+\.(?:ts|md)|[\w/-]+\/)`/g)].map(([, file]) => file as string)

describe('the page on security', () => {
  it('answers each of the ten risks with a file and a test', () => {
    expect(rows.map((row) => /^\| (API\d+:2023) /.exec(row)?.[1])).toEqual(
      Array.from({ length: 10 }, (_, at) => `API${at + 1}:2023`),
    )
    for (const row of rows) {
      const [, , answer = '', test = ''] = row.split('|')
      expect(named(answer).length, row).toBeGreaterThan(0)
      expect(named(test).length, row).toBeGreaterThan(0)
    }
  })

  it.each(named(page))('names %s, which is there', (file) => {
    expect(existsSync(file) || existsSync(`server/${file}`)).toBe(true)
  })
})

describe('a defence that can be taken out', () => {
  it.each(defences)('stands where it is looked for: $what', ({ risk, file, find, test, named }) => {
    expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2)
    expect(
      rows.some((row) => row.startsWith(`| ${risk} `) && row.includes(test)),
      `${risk} ${test}`,
    ).toBe(true)
    if (!/matrix(-roles)?\.test\.ts$/.test(test))
      expect(readFileSync(test, 'utf8')).toContain(named.split(' ').slice(0, 3).join(' '))
  })
})
