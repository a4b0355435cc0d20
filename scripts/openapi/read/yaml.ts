import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type Node as YamlNode,
} from 'yaml'
import { type Failure, reason } from '../failure.ts'
import { deepest, excess, tooDeep } from './limits.ts'
import { failureAt, lineOf } from './lines.ts'
import type { Parsed } from './parsed.ts'
import { surveyOf } from './yaml-faults.ts'

/** YAML 1.2 with merge keys; anchors are resolved. */
export function parseYaml(text: string, shown: string): Parsed {
  const line = lineOf(text)
  const fail = (offset: number, why: string) => failureAt(text, shown, { offset, why })
  const { document, next } = compose(text, fail)
  const error = document.errors[0]
  // The parser reports a stack overflow as a fault of the text.
  if (error?.message.includes('call stack')) throw new RangeError(error.message)
  if (error !== undefined) throw fail(error.pos[0], `not YAML: ${reason(error)}`)
  if (next !== undefined) throw fail(next, 'a second document starts here; keep one in a file')
  const { fault, alias } = surveyOf(document)
  if (fault !== undefined) throw fail(fault.offset, fault.why)
  const value = toValue(document, (why) => fail(alias ?? 0, why))
  const place = (path: string[]) => {
    const offset = find(document, path)
    return offset === undefined ? undefined : line(offset)
  }
  const beyond = alias === undefined ? undefined : excess(value)
  if (beyond !== undefined) throw fail(find(document, beyond.path) ?? alias ?? 0, beyond.why)
  return { value, place }
}

/** The first document, and where the second starts. Checks the depth before, because composing recurs. */
function compose(text: string, fail: (offset: number, why: string) => Failure) {
  const parser = new Parser()
  function* tokens(): Generator<CST.Token> {
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme)
      const tooMuch = parser.stack.length > deepest ? parser.stack.filter(isCollection)[deepest] : undefined
      if (tooMuch !== undefined) throw fail(tooMuch.offset, tooDeep)
    }
    yield* parser.end()
  }
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, merge: true, logLevel: 'error' })
  const [document, second] = composer.compose(tokens(), true, text.length)
  return { document: document as Document, next: second?.range[0] }
}

const isCollection = ({ type }: CST.Token) => type === 'block-map' || type === 'block-seq' || type === 'flow-collection'

function toValue(document: Document, fail: (why: string) => Failure): unknown {
  try {
    return document.toJS({ maxAliasCount: 1_000_000 })
  } catch (thrown) {
    if (thrown instanceof RangeError) throw thrown
    const bomb = thrown instanceof ReferenceError
    throw fail(bomb ? 'the aliases from here on multiply each other; use $refs' : `not YAML: ${reason(thrown)}`)
  }
}

function find(document: Document, path: string[]): number | undefined {
  let node: YamlNode | null | undefined = document.contents
  let offset = node?.range?.[0] ?? 0
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair: { key: unknown; value: unknown } | undefined = node.items.find(
        (item) => String(isScalar(item.key) ? item.key.value : item.key) === key,
      )
      // A member from a merge key has no place of its own. It gets that of its mapping.
      if (pair === undefined) return offset
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = isNode(pair.value) ? pair.value : undefined
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(key)]
      if (!isNode(item)) return undefined
      offset = item.range?.[0] ?? offset
      node = item
    } else return undefined
  }
  return offset
}
