import { InputFailure } from './failure.ts'
import { isNode, type Node } from './grammar.ts'
import { step } from './pointer.ts'
import type { Book } from './references.ts'

/** How many values an extension may come to; one that names another twice, and that one a third twice, has no end. */
const most = 1_000_000

/**
 * Extensions hold plain data, in which a `$ref` into another file stands for what it leads to: written out, the same
 * data is the same wherever it was kept. One within the document stays, as does one that leads nowhere: it may be data.
 */
export function inlineExtensions(book: Book, node: Node, file: string, pointer: string): void {
  for (const key of Object.keys(node)) {
    if (!key.startsWith('x-')) continue
    const found = typeof (node[key] as Node | null)?.$ref === 'string' ? resolved(book, node[key], file) : undefined
    let room = most
    node[key] = written(book, node[key], file, [], () => {
      if (room-- > 0) return
      throw new InputFailure(
        `${book.shown(step(pointer, key))}: "${key}" comes to more than ${most} values with its $refs written out; shorten it`,
      )
    })
    if (found !== undefined) book.origins.set(step(pointer, key), { file: found.file, pointer: found.pointer })
  }
}

function written(book: Book, value: unknown, file: string, open: readonly string[], count: () => void): unknown {
  count()
  if (Array.isArray(value)) return value.map((item) => written(book, item, file, open, count))
  if (!isNode(value)) return value
  const found = resolved(book, value, file)
  if (found === undefined)
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, written(book, child, file, open, count)]),
    )
  const key = book.key(found)
  return open.includes(key) ? value : written(book, found.value, found.file, [...open, key], count)
}

function resolved(book: Book, value: unknown, file: string) {
  if (!isNode(value) || typeof value.$ref !== 'string' || Object.keys(value).length > 1) return undefined
  try {
    const found = book.find(value.$ref, file, () => '')
    return found.file === book.files.root ? undefined : found
  } catch (thrown) {
    if (thrown instanceof InputFailure) return undefined
    throw thrown
  }
}
