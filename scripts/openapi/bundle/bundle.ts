import { at, fromFragment, step } from '../../json-schema/pointer.ts'
import { Failure } from '../failure.ts'
import { childrenOf, isNode, type Kind, memberOf, type Node, sections } from '../grammar.ts'
import { excess } from '../read/limits.ts'
import { checkMembers } from './check.ts'
import { inlineExtensions } from './extensions.ts'
import { circular, inlined } from './inline.ts'
import { type Bundle, follow } from './references.ts'

/** An object that is yet to be read, the file that its `$ref`s start from, and its pointer in the bundle. */
type Next = [node: Node, kind: Kind, file: string, pointer: string]

/**
 * Draws every file that a document refers to into its `components`, in place; afterwards each `$ref` is a local pointer
 * that leads somewhere. Path items, and what `components` has no room for, are put where they were referred to.
 */
export function gather(bundle: Bundle): Node {
  const root = bundle.files.root
  const document = bundle.root.value as Node
  open(bundle, document, 'document', root, '')
  if (isNode(document.components)) open(bundle, document.components, 'components', root, '/components')
  adopt(bundle, document)
  const seen = new WeakSet<object>()
  const local = new Map<Node, string>()
  const queue: Next[] = [[document, 'document', root, '']]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [node, kind, file, pointer] = next
    if (seen.has(node)) continue
    seen.add(node)
    open(bundle, node, kind, file, pointer)
    if (kind === 'schema') queue.push(...mapped(bundle, node, file, pointer))
    inlineExtensions(bundle, node, file, pointer)
    for (const child of childrenOf(node, kind)) {
      if (!isNode(child.value)) continue
      const below = step(pointer, ...child.path)
      let value = child.value
      let home = homeOf(bundle, pointer, child.path, file)
      if (typeof value.$ref === 'string' && !local.has(value)) {
        if (!staysReference(bundle, value, child.kind, home)) {
          const target = inlined(bundle, value, home, below)
          if (!isNode(target.value))
            throw new Failure(`${bundle.shown(step(below, '$ref'))}: $ref ${value.$ref} leads to no object; name one`)
          value = target.value
          home = target.file
          ;(child.holder as Node)[child.key] = value
        } else {
          const target = follow(bundle, value.$ref, home, child.kind, step(below, '$ref'))
          value.$ref = `#${target.local}`
          local.set(value, below)
          if (isNode(target.value)) queue.push([target.value, child.kind, target.file, target.local])
        }
      }
      queue.push([value, child.kind, home, below])
    }
  }
  refuseCycles(document, local, bundle)
  const beyond = bundle.inlined ? excess(document) : undefined
  if (beyond !== undefined) throw new Failure(`${bundle.shown(step('', ...beyond.path))}: ${beyond.why}`)
  return document
}

/** Puts lists and maps that are kept elsewhere where they are referred to, and checks what an object holds. */
function open(bundle: Bundle, node: Node, kind: Kind, file: string, pointer: string): void {
  for (const key of Object.keys(node)) {
    const value = node[key]
    const [shape = 'one', held = ''] = memberOf(kind, key) ?? []
    if (!isNode(value) || typeof value.$ref !== 'string') continue
    if (shape !== 'one' || held === 'components')
      node[key] = inlined(bundle, value, homeOf(bundle, pointer, [key], file), step(pointer, key)).value
  }
  checkMembers(node, kind, pointer, bundle.shown)
}

/** Kinds that may be referred to within the document, though `components` has no room for all of them. */
const shared: ReadonlySet<Kind> = new Set(['pathItem', 'operation', 'mediaType'])

/** True where a reference is to be a local one: of path items those that stand alone and do not leave the document. */
function staysReference(bundle: Bundle, node: Node, kind: Kind, file: string): boolean {
  if (kind !== 'pathItem' && sections[kind] !== undefined) return true
  const within = file === bundle.files.root && String(node.$ref).startsWith('#')
  return shared.has(kind) && within && Object.keys(node).length === 1
}

/** The file that a descendant was written in. */
function homeOf(bundle: Bundle, pointer: string, path: readonly (string | number)[], file: string): string {
  let here = pointer
  let home = file
  for (const key of path) {
    here = step(here, key)
    home = bundle.origins.get(here)?.file ?? home
  }
  return home
}

/** A component that only refers to another file takes that file's content under its own name. */
function adopt(bundle: Bundle, document: Node): void {
  const components = isNode(document.components) ? document.components : {}
  for (const { value, kind, holder, path } of childrenOf(components, 'components')) {
    if (!isNode(value) || typeof value.$ref !== 'string' || value.$ref.startsWith('#')) continue
    const pointer = step('/components', ...path)
    const home = homeOf(bundle, '/components', path, bundle.files.root)
    const target = bundle.find(value.$ref, home, () => bundle.shown(step(pointer, '$ref')))
    if (target.file === bundle.files.root || !isNode(target.value) || bundle.section.has(bundle.key(target))) continue
    ;(holder as Node)[path[1] as string] = target.value
    bundle.section.set(bundle.key(target), pointer)
    bundle.origins.set(pointer, { file: target.file, pointer: target.pointer })
    if (kind === 'pathItem') bundle.section.delete(bundle.key(target))
  }
}

/** Makes the targets of a discriminator's mapping local; answers them. */
function mapped(bundle: Bundle, schema: Node, file: string, pointer: string): Next[] {
  const mapping = isNode(schema.discriminator) ? schema.discriminator.mapping : undefined
  if (!isNode(mapping)) return []
  const next: Next[] = []
  for (const [name, to] of Object.entries(mapping)) {
    if (typeof to !== 'string' || !/[#/]|\.(ya?ml|json)$/.test(to)) continue
    const path = ['discriminator', 'mapping', name]
    const target = follow(bundle, to, homeOf(bundle, pointer, path, file), 'schema', step(pointer, ...path))
    mapping[name] = `#${target.local}`
    if (isNode(target.value)) next.push([target.value, 'schema', target.file, target.local])
  }
  return next
}

/** A `$ref` that leads back to itself through nothing but `$ref`s describes nothing; `local` are all of them. */
function refuseCycles(document: Node, local: ReadonlyMap<Node, string>, bundle: Bundle): void {
  const fine = new Set<unknown>()
  for (const [start, pointer] of local) {
    const passed = new Set<unknown>()
    let node: unknown = start
    while (isNode(node) && typeof node.$ref === 'string' && !fine.has(node)) {
      if (passed.has(node)) throw circular(bundle.shown(pointer), start.$ref)
      passed.add(node)
      node = at(document, fromFragment(node.$ref.slice(1)))
    }
    for (const one of passed) fine.add(one)
  }
}
