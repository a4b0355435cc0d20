import { posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { files, read } from './tree.ts'

interface Source {
  path: string
  text: string
}

/** Exports that no file of scripts imports, for a reason. */
const entries = [
  // What the README of the library documents; the guard confirms whole messages instead.
  'scripts/json-schema/contains.ts containsConfirmed',
]

/** Modules that generators join with the code that they write. That code calls their exports by name. */
const isRuntime = (path: string): boolean =>
  /^scripts\/generate\/(serializers\/runtime|validators\/runtime\/\w+)\.ts$/.test(path)

/** Every export of scripts that is dead: nobody imports it, or only tests reach it. */
function deadExports(sources: readonly Source[]): string[] {
  const imported = new Map<string, Set<string>>()
  for (const source of sources)
    for (const name of importsOf(source)) imported.set(name, (imported.get(name) ?? new Set()).add(source.path))
  return sources
    .filter(({ path }) => path.startsWith('scripts/'))
    .flatMap(({ path, text }) =>
      exportsOf(path, text).flatMap((name) => {
        const users = [...(imported.get(`${path} ${name}`) ?? []), ...(imported.get(`${path} *`) ?? [])]
        if (users.some((user) => user.startsWith('scripts/'))) return []
        if (isRuntime(path) && sources.some((other) => isGenerator(other) && hasWord(other.text, name))) return []
        if (users.length === 0) return [`${path} ${name}: no file imports it`]
        return [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length > 1
          ? []
          : [`${path} ${name}: only tests use it`]
      }),
    )
    .filter((line) => !entries.some((entry) => line.startsWith(`${entry}:`)))
}

const isGenerator = ({ path }: Source): boolean => path.startsWith('scripts/generate/') && !isRuntime(path)

const hasWord = (text: string, word: string): boolean => new RegExp(`\\b${word}\\b`).test(text)

/** `path name` for each name that a file imports or exports again; `path *` for a whole module. */
function importsOf({ path, text }: Source): string[] {
  const found: string[] = []
  const note = (specifier: ts.Expression | undefined, names: readonly string[]): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith('.')) return
    const target = posix.join(posix.dirname(path), specifier.text)
    found.push(...names.map((name) => `${target} ${name}`))
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) note(node.moduleSpecifier, namesOf(node.importClause?.namedBindings))
    else if (ts.isExportDeclaration(node)) note(node.moduleSpecifier, namesOf(node.exportClause))
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      note(node.arguments[0], ['*'])
    else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    )
      note(node.argument.literal, ['*'])
    ts.forEachChild(node, visit)
  }
  visit(parse(path, text))
  return found
}

const namesOf = (bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): string[] =>
  bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings))
    ? bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
    : ['*']

function exportsOf(path: string, text: string): string[] {
  return parse(path, text).statements.flatMap((statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
    if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return []
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))
    return 'name' in statement ? [(statement.name as ts.Identifier).text] : []
  })
}

const parse = (path: string, text: string): ts.SourceFile => ts.createSourceFile(path, text, ts.ScriptTarget.Latest)

describe('the exports of scripts', () => {
  it('are each used by another file of scripts, or by its own file and the tests', () => {
    const sources = files
      .filter((path) => /\.(ts|js|mjs)$/.test(path) && !/^(generated|openapi\/releases)\//.test(path))
      .map((path) => ({ path, text: read(path) }))
    expect(sources.length).toBeGreaterThan(500)
    expect(deadExports(sources)).toEqual([])
  })

  it('would be found: those that nobody imports, and those that only a test reaches', () => {
    const own = {
      path: 'scripts/a.ts',
      text: 'export const used = 1\nexport function tested() {}\nexport type Alone = 1\n',
    }
    const user = { path: 'scripts/b.ts', text: "import { used as one } from './a.ts'\nconsole.log(one)\n" }
    const test = { path: 'test/a.test.ts', text: "import { tested, used } from '../scripts/a.ts'\n" }
    expect(deadExports([own, user, test])).toEqual([
      'scripts/a.ts tested: only tests use it',
      'scripts/a.ts Alone: no file imports it',
    ])
    const caller = {
      path: 'scripts/b.ts',
      text: "const { Alone } = await import('./a.ts')\nexport { tested } from './a.ts'\n",
    }
    expect(deadExports([own, caller, test])).toEqual([])
  })
})
