import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { changesPage } from '../../scripts/diff/report/changes-page.ts'
import { files, read } from './tree.ts'

/** What looks into a text; called on an id, it would decide by the way the id is written. */
const looks = new Set(['test', 'exec', 'match', 'matchAll', 'search', 'startsWith', 'endsWith', 'includes', 'split'])

/** What holds an id or a part of one. */
const names = /\b(id|ids|aspect|suffix)\b/

/** Every call in the file that looks into an id, as its text. */
function looksIntoIds(path: string): string[] {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression
      const [first] = node.arguments
      const isAsked = ts.isRegularExpressionLiteral(expression) || name.text === 'test' || name.text === 'exec'
      const asked = isAsked ? first : expression
      if (looks.has(name.text) && asked !== undefined && names.test(asked.getText())) found.push(node.getText())
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found.map((text) => `${path}: ${text}`)
}

/** Where ids are looked up by how people mistype them, or listed. */
const mayLook = [
  'scripts/diff/report/nearest.ts',
  'scripts/diff/report/explain.ts',
  'scripts/diff/report/changes-page.ts',
]

describe('the catalogue of changes', () => {
  it('is the only place that decides levels and texts: nothing looks into an id', () => {
    const engine = files.filter((path) => /^scripts\/(diff|approvals|release)\/.*\.ts$/.test(path))
    expect(engine.length).toBeGreaterThan(90)
    expect(engine.filter((path) => !mayLook.includes(path)).flatMap(looksIntoIds)).toEqual([])
  })

  it('is written out in docs/changes.md; run "make generate" and commit the result', () => {
    expect(read('docs/changes.md') === changesPage()).toBe(true)
  })
})
