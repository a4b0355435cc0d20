import { inlineExtensions } from './extensions.ts'
import { InputFailure } from './failure.ts'
import { type Child, childrenOf, isNode, type Kind, type Node } from './grammar.ts'
import { at, fromFragment, step } from './pointer.ts'
import { type Book, follow } from './references.ts'

/**
 * Draws every file that a document refers to into its `components`, in place; afterwards each `$ref` is a local
 * pointer that leads somewhere. Path items are put where they were referred to.
 */
export function bundle(book: Book): Node {
  const { files } = book
  const document = book.root.value as Node
  shelve(book, document)
  const seen = new WeakSet<object>()
  const queue: [Node, Kind, string, string][] = [[document, 'document', files.root, '']]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [node, kind, file, pointer] = next
    if (seen.has(node)) continue
    seen.add(node)
    if (kind === 'schema') rewriteMapping(book, node, file)
    inlineExtensions(book, node, file, pointer)
    for (const child of childrenOf(node, kind)) {
      const below = child.path.reduce(step, pointer)
      if (child.kind === 'schema') checkSchema(book, child, below)
      if (!isNode(child.value)) continue
      let value = child.value
      let home = book.origins.get(below)?.file ?? file
      if (typeof value.$ref === 'string') {
        const target = follow(book, value.$ref, home, child.kind)
        if (child.kind === 'pathItem') {
          const { $ref: _, ...siblings } = value
          value = { ...(target.value as Node), ...siblings }
          ;(child.holder as Node)[child.key] = value
          book.origins.set(below, { file: target.file, pointer: target.pointer })
          home = target.file
        } else {
          value.$ref = `#${target.local}`
          if (target.file !== files.root || target.fresh)
            queue.push([target.value as Node, child.kind, target.file, target.local])
        }
      }
      queue.push([value, child.kind, home, below])
    }
  }
  refuseCycles(document, book)
  return document
}

/** A component that only refers to another file takes that file's content under its own name. */
function shelve(book: Book, document: Node): void {
  const components = isNode(document.components) ? document.components : {}
  for (const { value, kind, holder, path } of childrenOf(components, 'components')) {
    if (!isNode(value) || typeof value.$ref !== 'string' || value.$ref.startsWith('#')) continue
    const pointer = path.reduce(step, '/components')
    const target = book.find(value.$ref, book.files.root)
    if (target.file === book.files.root || !isNode(target.value) || book.shelf.has(book.key(target))) continue
    ;(holder as Node)[path[1] as string] = target.value
    book.shelf.set(book.key(target), pointer)
    book.origins.set(pointer, { file: target.file, pointer: target.pointer })
    if (kind === 'pathItem') book.shelf.delete(book.key(target))
  }
}

/** YAML's nothing (`schema:`) rules nothing out; any other value that is no schema is a mistake. */
function checkSchema(book: Book, { value, holder, key }: Child, pointer: string): void {
  if (isNode(value) || typeof value === 'boolean') return
  if (value !== null)
    throw new InputFailure(`${book.shown(pointer)}: a schema is an object or a boolean, not ${JSON.stringify(value)}`)
  ;(holder as Node)[key] = {}
}

function rewriteMapping(book: Book, schema: Node, file: string): void {
  const mapping = isNode(schema.discriminator) ? schema.discriminator.mapping : undefined
  if (!isNode(mapping)) return
  for (const [name, to] of Object.entries(mapping)) {
    if (typeof to !== 'string' || !/[#/]|\.(ya?ml|json)$/.test(to)) continue
    mapping[name] = `#${follow(book, to, file, 'schema').local}`
  }
}

/** A `$ref` that leads back to itself through nothing but `$ref`s describes nothing. */
function refuseCycles(document: Node, book: Book): void {
  const components = isNode(document.components) ? document.components : {}
  for (const { value, path } of childrenOf(components, 'components')) {
    const seen = new Set<unknown>()
    for (let node = value; isNode(node) && typeof node.$ref === 'string'; ) {
      if (seen.has(node)) {
        const place = book.shown(path.reduce(step, '/components'))
        throw new InputFailure(
          `${place}: $ref ${node.$ref} leads only back to itself; give one of its targets a content`,
        )
      }
      seen.add(node)
      node = at(document, fromFragment(node.$ref.slice(1)))
    }
  }
}
