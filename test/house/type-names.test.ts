import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { files, read } from './tree.ts'

/** The types that a source text declares at its top level. A type that it imports or exports again is not declared there. */
function typesOf(path: string, text: string): string[] {
  return ts
    .createSourceFile(path, text, ts.ScriptTarget.Latest)
    .statements.filter(
      (statement) =>
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isEnumDeclaration(statement),
    )
    .flatMap(({ name }) => name?.text ?? [])
}

/** `Pair: a.ts, b.ts` for each type that more than one file declares. */
function ambiguous(sources: readonly (readonly [path: string, text: string])[]): string[] {
  const places = new Map<string, string[]>()
  for (const [path, text] of sources)
    for (const name of new Set(typesOf(path, text))) places.set(name, [...(places.get(name) ?? []), path])
  return [...places].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`)
}

describe('the types of scripts', () => {
  it('have one meaning each: no two files declare a type of the same name', () => {
    const sources = files.filter((path) => /^scripts\/.*\.ts$/.test(path)).map((path) => [path, read(path)] as const)
    expect(sources.length).toBeGreaterThan(200)
    expect(ambiguous(sources)).toEqual([])
  })

  it('would be found, exported or not, but not where one is exported again', () => {
    const first = ['a.ts', 'export interface Pair {}\ntype Own = 1\n'] as const
    const again = ['b.ts', "export type { Pair } from './a.ts'\nimport type { Own } from './c.ts'\n"] as const
    const other = ['c.ts', 'interface Pair {}\nexport class Own {}\n'] as const
    expect(ambiguous([first, again])).toEqual([])
    expect(ambiguous([first, again, other])).toEqual(['Pair: a.ts, c.ts', 'Own: a.ts, c.ts'])
  })
})
