import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../server/db/migrations.ts'
import { files, read } from './tree.ts'

const folder = 'server/db/migrations/'
const written = files.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length))
const listed = Object.keys(migrations)

describe('migrations', () => {
  it('are all listed in server/db/migrations.ts, and nothing else is', () => {
    const files = listed.map((name) => `${name}.ts`)
    expect({ notListed: written.filter((file) => !files.includes(file)) }).toEqual({ notListed: [] })
    expect({ noFile: files.filter((file) => !written.includes(file)) }).toEqual({ noFile: [] })
  })

  it('are listed under the names of their files', () => {
    const text = read('server/db/migrations.ts')
    const entries = [...text.matchAll(/^ {2}'(.+)': (\w+),$/gm)].map(([, name, module]) => [module, name])
    const imports = [...text.matchAll(/^import \* as (\w+) from '.\/migrations\/(.+)\.ts'$/gm)].map((match) =>
      match.slice(1),
    )
    expect(entries).toEqual(imports)
    expect(entries.map(([, name]) => name)).toEqual(listed)
  })

  it('are numbered from 0001 without gaps, so that they run in the order in which they were written', () => {
    expect(written.toSorted().map((file) => basename(file).slice(0, 5))).toEqual(
      written.map((_, index) => `${String(index + 1).padStart(4, '0')}-`),
    )
  })

  it('go forward and back', () => {
    expect(listed.filter((name) => !migrations[name]?.up || !migrations[name]?.down)).toEqual([])
  })
})
