import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { files, read } from './tree.ts'

interface Entry {
  word: string
  /** The files and folders that its brackets name, from the root. */
  paths: string[]
}

/** The entries of the glossary: `- **one, other** (field; `file`): meaning`. Paths of the pipeline begin below `scripts`. */
function entriesOf(page: string): Entry[] {
  return [...page.matchAll(/^- \*\*(.+?)\*\*(?: \(([^)]*)\))?:/gm)].flatMap(([, words = '', brackets = '']) => {
    const named = [...brackets.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path).filter((path) => path.includes('/'))
    const paths = named.map((path) => (/^(server|openapi\/shared)\//.test(path) ? path : `scripts/${path}`))
    return words.split(', ').map((word) => ({ word, paths }))
  })
}

/** All text in the files of a path: one file, or a folder. */
const textOf = (path: string): string =>
  files
    .filter((file) => (path.endsWith('/') ? file.startsWith(path) : file === path))
    .map((file) => `${file}\n${read(file)}`)
    .join('\n')

/** `rate class` may be written as `rate-classes`. */
const isIn = (text: string, word: string): boolean =>
  new RegExp(`\\b${word.replaceAll(' ', '[ -]')}(s|es)?\\b`, /^[a-z ]+$/.test(word) ? 'i' : '').test(text)

describe('the glossary', () => {
  const entries = entriesOf(read('docs/glossary.md'))

  it('is read', () => {
    expect(entries.length).toBeGreaterThan(90)
    expect(entriesOf('- **a, B** (logic; `diff/match/`): x\n- **c**: y\n')).toEqual([
      { word: 'a', paths: ['scripts/diff/match/'] },
      { word: 'B', paths: ['scripts/diff/match/'] },
      { word: 'c', paths: [] },
    ])
  })

  it('gives each word one meaning', () => {
    const words = entries.map(({ word }) => word)
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
  })

  it('names files that exist, and use the word', () => {
    const wrong = entries.flatMap(({ word, paths }) =>
      paths.filter((path) => !existsSync(path) || !isIn(textOf(path), word)).map((path) => `${word}: ${path}`),
    )
    expect(wrong).toEqual([])
  })

  it('has no word that is a type of the pipeline without the file that declares it', () => {
    const types = entries.filter(({ word }) => /^[A-Z]\w*[a-z]\w*$/.test(word) && !/^(ETag|If-)/.test(word))
    expect(types.length).toBeGreaterThan(15)
    const declares = ({ word, paths }: Entry) =>
      paths.some((path) => new RegExp(`^(export )?(interface|type|class) ${word}\\b`, 'm').test(textOf(path)))
    expect(types.filter((entry) => !declares(entry)).map(({ word }) => word)).toEqual([])
  })
})
