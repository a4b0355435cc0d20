/** Regular expressions of source text, and the texts on which one of them might take long. */
import {
  type CharSet,
  type Concatenation,
  type Element,
  type Expression,
  JS,
  type NoParent,
  type Quantifier,
} from 'refa'
import ts from 'typescript'
import type { Work } from '../growth.ts'

export interface Pattern {
  /** `path:line` */
  readonly place: string
  readonly source: string
  readonly flags: string
}

/** Every literal of the file. @throws Error where it builds a pattern of which nobody can tell what it will be */
export function patternsIn(path: string, text: string): Pattern[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: Pattern[] = []
  const visit = (node: ts.Node): void => {
    const place = `${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      found.push({ place, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(file) === 'RegExp') {
      found.push({ place, ...builtOf(node.arguments, place) })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function builtOf(given: ts.NodeArray<ts.Expression> | undefined, place: string): { source: string; flags: string } {
  const [source, flags] = given ?? []
  const plain = (node: ts.Expression | undefined) =>
    node === undefined ? '' : ts.isStringLiteralLike(node) ? node.text : null
  const known = { source: plain(source), flags: plain(flags) }
  if (known.source === null || known.flags === null)
    throw new Error(`${place}: write the pattern as a literal, so that it can be measured`)
  return { source: known.source, flags: known.flags }
}

/** Finds, and replaces, all over the text: whatever the pattern is used for costs less. */
export function attacksOn({ place, source, flags }: Pattern, most = 1 << 15): Work<string>[] {
  const pattern = new RegExp(source, flags.includes('g') ? flags : `${flags}g`)
  const { heads, pumps, tails } = partsOf(source, flags)
  return heads.flatMap((head) =>
    pumps.flatMap((pump) =>
      tails.map((tail) => ({
        name: `${place} /${source}/${flags} on ${JSON.stringify(head)} + ${JSON.stringify(pump)}… + ${JSON.stringify(tail)}`,
        make: (size: number) => head + pump.repeat(Math.ceil(size / pump.length)) + tail,
        run: (text: string) => text.replace(pattern, ''),
        most,
      })),
    ),
  )
}

/** What may stand before, be repeated, and stand after: one character of each kind that the pattern tells apart. */
function partsOf(source: string, flags: string) {
  const { expression } = JS.Parser.fromLiteral({ source, flags: flags.replace(/[gy]/g, '') }).parse({
    assertions: 'parse',
    backreferences: 'disable',
  })
  const sets: CharSet[] = []
  const heads = new Set(['', wordOf(expression)])
  const pumps = new Set<string>()
  collect(expression, '', (element, before) => {
    if (element.type === 'CharacterClass') sets.push(element.characters)
    if (element.type === 'Quantifier' && element.max > 8) {
      heads.add(before)
      for (const { elements } of element.alternatives) pumps.add(elements.map(wordOf).join(''))
    }
  })
  const kinds = kindsOf(sets)
  for (const kind of kinds) pumps.add(kind)
  if (kinds.length <= 8) for (const one of kinds) for (const other of kinds) pumps.add(one + other)
  pumps.delete('')
  return { heads: [...heads], pumps: [...pumps], tails: ['', ...kinds] }
}

function collect(
  { alternatives }: { readonly alternatives: readonly NoParent<Concatenation>[] },
  before: string,
  found: (element: NoParent<Element>, before: string) => void,
): void {
  for (const { elements } of alternatives) {
    let reached = before
    for (const element of elements) {
      found(element, reached)
      if ('alternatives' in element) collect(element, reached, found)
      reached += wordOf(element)
    }
  }
}

/** A short text that it matches, as far as that can be told without looking around. */
function wordOf(element: NoParent<Element> | NoParent<Expression>): string {
  if (element.type === 'CharacterClass') return characterOf(element.characters) ?? ''
  if (element.type === 'Assertion' || element.type === 'Unknown') return ''
  const [first] = (element as NoParent<Quantifier>).alternatives
  const word = first?.elements.map(wordOf).join('') ?? ''
  return element.type === 'Quantifier' ? word.repeat(element.min) : word
}

/** Printable ones first. */
const alphabet = [
  ...Array.from({ length: 95 }, (_, at) => 0x20 + at),
  ...Array.from({ length: 32 }, (_, at) => at),
  0x7f,
  0xa0,
  0xe9,
  0x2028,
  0x4e2d,
  0xfffd,
]

function characterOf(set: CharSet): string | undefined {
  const code = alphabet.find((candidate) => set.has(candidate)) ?? set.ranges[0]?.min
  return code === undefined ? undefined : String.fromCodePoint(code)
}

function kindsOf(sets: readonly CharSet[]): string[] {
  const kinds = new Map<string, string>()
  for (const code of alphabet) {
    const kind = sets.map((set) => (set.has(code) ? 1 : 0)).join('')
    if (!kinds.has(kind)) kinds.set(kind, String.fromCodePoint(code))
  }
  return [...kinds.values()]
}
