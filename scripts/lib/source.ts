import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isCollection, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { Failure } from './failure.ts'
import { segments } from './pointer.ts'

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
  const problem = document.errors[0]
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0])
    throw new Failure(`${displayPath(file)}:${line}:${col}: ${problem.message.split('\n')[0]}; mend the YAML here`)
  }
  try {
    return document.toJS({ maxAliasCount: 10_000 })
  } catch (error) {
    throw new Failure(`${displayPath(file)}:1:1: ${(error as Error).message}; write the aliases out`)
  }
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
  for (const segment of segments(pointer)) {
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
