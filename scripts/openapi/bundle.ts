import { checkMembers } from './check.ts'
import { inlineExtensions } from './extensions.ts'
import { InputFailure } from './failure.ts'
import { childrenOf, isNode, type Kind, memberOf, type Node, shelves } from './grammar.ts'
import { circular, inlined } from './inline.ts'
import { excess } from './limits.ts'
import { at, fromFragment, step } from './pointer.ts'
import { type Book, follow } from './references.ts'

/** An object that is yet to be read, the file that its `$ref`s start from, and its pointer in the bundle. */
type Next = [node: Node, kind: Kind, file: string, pointer: string]

/**
 * Draws every file that a document refers to into its `components`, in place; afterwards each `$ref` is a local pointer
 * that leads somewhere. Path items, and what `components` has no room for, are put where they were referred to.
 */
export function bundle(book: Book): Node {
  const root = book.files.root
  const document = book.root.value as Node
  open(book, document, 'document', root, '')
  if (isNode(document.components)) open(book, document.components, 'components', root, '/components')
  shelve(book, document)
  const seen = new WeakSet<object>()
  const local = new Map<Node, string>()
  const queue: Next[] = [[document, 'document', root, '']]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [node, kind, file, pointer] = next
    if (seen.has(node)) continue
    seen.add(node)
    open(book, node, kind, file, pointer)
    if (kind === 'schema') queue.push(...mapped(book, node, file, pointer))
    inlineExtensions(book, node, file, pointer)
    for (const child of childrenOf(node, kind)) {
      if (!isNode(child.value)) continue
      const below = child.path.reduce(step, pointer)
      let value = child.value
      let home = homeOf(book, pointer, child.path, file)
      if (typeof value.$ref === 'string' && !local.has(value)) {
        if (!staysReference(book, value, child.kind, home)) {
          const target = inlined(book, value, home, below)
          if (!isNode(target.value))
            throw new InputFailure(
              `${book.shown(step(below, '$ref'))}: $ref ${value.$ref} leads to no object; name one`,
            )
          value = target.value
          home = target.file
          ;(child.holder as Node)[child.key] = value
        } else {
          const target = follow(book, value.$ref, home, child.kind, step(below, '$ref'))
          value.$ref = `#${target.local}`
          local.set(value, below)
          if (isNode(target.value)) queue.push([target.value, child.kind, target.file, target.local])
        }
      }
      queue.push([value, child.kind, home, below])
    }
  }
  refuseCycles(document, local, book)
  const beyond = book.inlined ? excess(document) : undefined
  if (beyond !== undefined) throw new InputFailure(`${book.shown(beyond.path.reduce(step, ''))}: ${beyond.why}`)
  return document
}

/** Puts lists and maps that are kept elsewhere where they are referred to, and checks what an object holds. */
function open(book: Book, node: Node, kind: Kind, file: string, pointer: string): void {
  for (const key of Object.keys(node)) {
    const value = node[key]
    const [shape = 'one', held = ''] = memberOf(kind, key) ?? []
    if (!isNode(value) || typeof value.$ref !== 'string') continue
    if (shape !== 'one' || held === 'components')
      node[key] = inlined(book, value, homeOf(book, pointer, [key], file), step(pointer, key)).value
  }
  checkMembers(node, kind, pointer, book.shown)
}

/** Kinds that may be referred to within the document, though `components` has no room for all of them. */
const shared: ReadonlySet<Kind> = new Set(['pathItem', 'operation', 'mediaType'])

/** True where a reference is to be a local one: of path items those that stand alone and do not leave the document. */
function staysReference(book: Book, node: Node, kind: Kind, file: string): boolean {
  if (kind !== 'pathItem' && shelves[kind] !== undefined) return true
  const within = file === book.files.root && String(node.$ref).startsWith('#')
  return shared.has(kind) && within && Object.keys(node).length === 1
}

/** The file that a descendant was written in. */
function homeOf(book: Book, pointer: string, path: readonly (string | number)[], file: string): string {
  let here = pointer
  let home = file
  for (const key of path) {
    here = step(here, key)
    home = book.origins.get(here)?.file ?? home
  }
  return home
}

/** A component that only refers to another file takes that file's content under its own name. */
function shelve(book: Book, document: Node): void {
  const components = isNode(document.components) ? document.components : {}
  for (const { value, kind, holder, path } of childrenOf(components, 'components')) {
    if (!isNode(value) || typeof value.$ref !== 'string' || value.$ref.startsWith('#')) continue
    const pointer = path.reduce(step, '/components')
    const home = homeOf(book, '/components', path, book.files.root)
    const target = book.find(value.$ref, home, () => book.shown(step(pointer, '$ref')))
    if (target.file === book.files.root || !isNode(target.value) || book.shelf.has(book.key(target))) continue
    ;(holder as Node)[path[1] as string] = target.value
    book.shelf.set(book.key(target), pointer)
    book.origins.set(pointer, { file: target.file, pointer: target.pointer })
    if (kind === 'pathItem') book.shelf.delete(book.key(target))
  }
}

/** Makes the targets of a discriminator's mapping local; answers them. */
function mapped(book: Book, schema: Node, file: string, pointer: string): Next[] {
  const mapping = isNode(schema.discriminator) ? schema.discriminator.mapping : undefined
  if (!isNode(mapping)) return []
  const next: Next[] = []
  for (const [name, to] of Object.entries(mapping)) {
    if (typeof to !== 'string' || !/[#/]|\.(ya?ml|json)$/.test(to)) continue
    const path = ['discriminator', 'mapping', name]
    const target = follow(book, to, homeOf(book, pointer, path, file), 'schema', path.reduce(step, pointer))
    mapping[name] = `#${target.local}`
    if (isNode(target.value)) next.push([target.value, 'schema', target.file, target.local])
  }
  return next
}

/** A `$ref` that leads back to itself through nothing but `$ref`s describes nothing; `local` are all of them. */
function refuseCycles(document: Node, local: ReadonlyMap<Node, string>, book: Book): void {
  const fine = new Set<unknown>()
  for (const [start, pointer] of local) {
    const passed = new Set<unknown>()
    let node: unknown = start
    while (isNode(node) && typeof node.$ref === 'string' && !fine.has(node)) {
      if (passed.has(node)) throw circular(book.shown(pointer), start.$ref)
      passed.add(node)
      node = at(document, fromFragment(node.$ref.slice(1)))
    }
    for (const one of passed) fine.add(one)
  }
}
