/** What is written into the contract's files is part of the contract: an entry that nothing refers to was forgotten. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const openapi = fileURLToPath(new URL('../../openapi', import.meta.url))
const files = globSync(['v*/**/*.yaml', 'shared/*.yaml'], { cwd: openapi })
const documents = new Map(files.map((file) => [file, parse(readFileSync(join(openapi, file), 'utf8')) as object]))

function references(value: unknown, file: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => {
    if (key !== '$ref' || typeof member !== 'string') return references(member, file)
    const [path = '', pointer = ''] = member.split('#')
    const target = path === '' ? file : relative(openapi, join(openapi, dirname(file), path))
    return [`${target}#${pointer}`]
  })
}

const referred = new Set([...documents].flatMap(([file, document]) => references(document, file)))

test('every entry of every file is referred to', () => {
  const entries = [...documents].flatMap(([file, document]) =>
    /\/openapi\.yaml$/.test(file) || referred.has(`${file}#`)
      ? []
      : Object.keys(document).map((name) => `${file}#/${name}`),
  )
  expect(entries.length).toBeGreaterThan(100)
  expect(entries.filter((entry) => !referred.has(entry))).toEqual([])
})
