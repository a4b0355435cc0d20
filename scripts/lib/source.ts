import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Document, isCollection, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml'
import { tokens } from '../json-schema/pointer.ts'
import { Failure } from '../openapi/failure.ts'

/** One YAML or JSON file, parsed. */
export interface Source {
  file: string
  value: unknown
  text: string
}

/** How a person names a file: relative to where they stand, when it lies below. */
export function displayPath(file: string): string {
  const relative = path.relative(process.cwd(), file)
  return relative.startsWith('..') ? file : relative
}

/**
 * Reads YAML 1.2 or JSON. Merge keys (`<<`) are honoured; dates stay strings.
 * Fails with `file:line:col` on bad syntax, duplicate keys included.
 */
export async function readSource(file: string): Promise<Source> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'no such file' : error.code === 'EISDIR' ? 'is a directory' : error.message
    throw new Failure(`${displayPath(file)}: ${why}; give the path of an OpenAPI document`)
  })
  return { file, text, value: parse(file, text) }
}

/** For a file that holds text, a list or nothing. */
export const notADocument = (file: string): Failure =>
  new Failure(`${displayPath(file)}:1:1: is not an OpenAPI document; expected "openapi: 3.1.0" at the top`)

function parse(file: string, text: string): unknown {
  if (file.endsWith('.json')) {
    try {
      return JSON.parse(text)
    } catch {
      // The YAML parser reads JSON too, and says where it stopped.
    }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { merge: true, lineCounter: lines, prettyErrors: false })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${displayPath(file)}:${line}:${col}`
  }
  const problem = document.errors[0]
  if (problem?.code === 'MULTIPLE_DOCS')
    throw new Failure(`${place(problem.pos[0])}: a second document begins here; put it into a file of its own`)
  if (problem) throw new Failure(`${place(problem.pos[0])}: ${problem.message.split('\n')[0]}; mend the YAML here`)
  const circular = aliasOfItself(document)
  if (circular)
    throw new Failure(`${place(circular.offset)}: *${circular.name} stands inside itself; write a $ref here`)
  try {
    return document.toJS({ maxAliasCount: 10_000 })
  } catch (error) {
    throw new Failure(`${displayPath(file)}:1:1: ${(error as Error).message}; write the aliases out`)
  }
}

/** The first alias that lies within what it stands for. */
function aliasOfItself(document: Document.Parsed): { name: string; offset: number } | undefined {
  let found: { name: string; offset: number } | undefined
  visit(document, {
    Alias(_key, alias, path) {
      const target = alias.resolve(document)
      if (!target || !path.includes(target)) return undefined
      found = { name: alias.source, offset: alias.range?.[0] ?? 0 }
      return visit.BREAK
    },
  })
  return found
}

const parsed = new WeakMap<object, { contents: unknown; lines: LineCounter }>()

function withPlaces(source: Source): { contents: unknown; lines: LineCounter } {
  const known = parsed.get(source)
  if (known) return known
  const lines = new LineCounter()
  const { contents } = parseDocument(source.text, { merge: true, lineCounter: lines, prettyErrors: false })
  const result = { contents, lines }
  parsed.set(source, result)
  return result
}

/** Where a JSON pointer of a file is written: `file:line:col` of its key, or of the nearest ancestor that exists. */
export function locate(source: Source, pointer: string): string {
  const { contents, lines } = withPlaces(source)
  let node = contents
  let offset = (node as Node | null)?.range?.[0] ?? 0
  for (const segment of tokens(pointer)) {
    if (!isCollection(node)) break
    const items: readonly unknown[] = node.items
    const pair = items.find((item, index) =>
      'key' in (item as object)
        ? isScalar((item as { key: unknown }).key) &&
          String((item as { key: { value: unknown } }).key.value) === segment
        : String(index) === segment,
    ) as { key?: Node; value?: Node; range?: [number, number, number] } | undefined
    if (!pair) break
    offset = (pair.key ?? (pair as Node)).range?.[0] ?? offset
    node = pair.key ? pair.value : pair
  }
  const { line, col } = lines.linePos(offset)
  return `${displayPath(source.file)}:${Math.max(line, 1)}:${Math.max(col, 1)}`
}
