import { at, fromFragment, step, toFragment } from '../../json-schema/pointer.ts'
import { Failure } from '../failure.ts'
import {
  type Child,
  childrenOf,
  isJsonObject,
  type JsonObject,
  memberOf,
  type ObjectKind,
  replace as replaceChild,
  sections,
} from '../grammar.ts'
import { excess } from '../read/limits.ts'
import { checkMembers } from './check.ts'
import { adoptContents, follow } from './components.ts'
import { inlineData } from './data.ts'
import { circular, inlined } from './inline.ts'
import { type Bundle, danglingAt, isLone, isNowhere, isReference, placeholder } from './references.ts'

/** An object to read next: the file that its `$ref`s are relative to, its pointer in the bundle, and its container. */
interface Next {
  node: JsonObject
  kind: ObjectKind
  file: string
  pointer: string
  child?: Child
}

/**
 * Moves all that a document refers to in other files into its `components`, in place. Afterwards each `$ref` is a local
 * pointer whose target exists. Path items, and objects that `components` has no section for, replace their references.
 */
export function gather(bundle: Bundle): JsonObject {
  const { document, local } = bundle
  const { root } = bundle.files
  open(bundle, document, 'document', root, '')
  if (isJsonObject(document.components)) open(bundle, document.components, 'components', root, '/components')
  adoptContents(bundle)
  const seen = new WeakSet<object>()
  const stack: Next[] = [{ node: document, kind: 'document', file: root, pointer: '' }]
  // An imported object is read after everything that refers to it, so that names follow the order of the text.
  const drawn: Next[] = []
  let read = 0
  for (let next = stack.pop(); next !== undefined; next = stack.pop() ?? drawn[read++]) {
    const { node, file } = isReference(next.node) && !local.has(next.node) ? referred(bundle, next, drawn) : next
    const { kind, pointer } = next
    if (seen.has(node)) continue
    seen.add(node)
    open(bundle, node, kind, file, pointer)
    if (kind === 'schema') followMapping(bundle, node, file, pointer, drawn)
    inlineData(bundle, node, kind, file, pointer)
    for (const child of [...childrenOf(node, kind)].reverse()) {
      if (!isJsonObject(child.value)) continue
      const home = homeOf(bundle, pointer, child.path, file)
      const below = step(pointer, ...child.path)
      stack.push({ node: child.value, kind: child.kind, file: home, pointer: below, child })
    }
  }
  refuseCycles(document, local, bundle)
  const beyond = bundle.inlined ? excess(document) : undefined
  if (beyond !== undefined) throw new Failure(`${bundle.shown(step('', ...beyond.path))}: ${beyond.why}`)
  return document
}

/** The object that takes the place of a reference: the reference as a local pointer, or its target. */
function referred(bundle: Bundle, next: Next, drawn: Next[]): { node: JsonObject; file: string } {
  const { node, kind, file, pointer } = next
  const reference = String(node.$ref)
  const replace = (value: JsonObject, home: string) => {
    if (next.child !== undefined) replaceChild(next.child, value)
    return { node: value, file: home }
  }
  const nowhere = (why: string) => {
    const holder = placeholder(reference)
    danglingAt(bundle, reference, step(pointer, '$ref'), why, { ...(kind === 'schema' && { holder }) })
    return replace(holder, file)
  }
  if (!staysReference(bundle, node, kind, file)) {
    const target = inlined(bundle, node, file, pointer)
    if (isNowhere(target)) return nowhere(target.why)
    if (isJsonObject(target.value)) return replace(target.value, target.file)
    return nowhere('leads to no object; name one')
  }
  const target = follow(bundle, reference, file, kind)
  if (isNowhere(target)) return nowhere(target.why)
  node.$ref = toFragment(target.local)
  bundle.local.set(node, pointer)
  if (isJsonObject(target.value)) drawn.push({ node: target.value, kind, file: target.file, pointer: target.local })
  return { node, file }
}

/** Replaces references to lists and maps by their targets, and checks the members of an object. */
function open(bundle: Bundle, node: JsonObject, kind: ObjectKind, file: string, pointer: string): void {
  for (const key of Object.keys(node)) {
    const value = node[key]
    const [multiplicity = 'one', held = ''] = memberOf(kind, key) ?? []
    if (!isReference(value)) continue
    if (multiplicity === 'one' && held !== 'components') continue
    const target = inlined(bundle, value, homeOf(bundle, pointer, [key], file), step(pointer, key))
    if (isNowhere(target)) danglingAt(bundle, value.$ref, step(pointer, key, '$ref'), target.why)
    node[key] = isNowhere(target) ? (multiplicity === 'list' ? [] : {}) : target.value
  }
  checkMembers(node, kind, pointer, {
    warn: (at, message) => bundle.warnings.push({ place: bundle.shown(at), message }),
    fault: (at, message, holder) => {
      // Without its paths or components, nothing is left to be compared.
      if (kind === 'document' || kind === 'components') throw new Failure(`${bundle.shown(at)}: ${message}`)
      bundle.faults.push({
        place: bundle.shown(at),
        pointer: at,
        message,
        key: message,
        kind: 'member',
        ...(kind === 'schema' && { holder }),
      })
    },
  })
}

/** Kinds that a `$ref` within the document may name, although `components` has no section for all of them. */
const shared: ReadonlySet<ObjectKind> = new Set(['pathItem', 'operation', 'mediaType'])

/** True where a reference becomes a local one. Of path items, those without siblings that do not leave the document. */
function staysReference(bundle: Bundle, node: JsonObject, kind: ObjectKind, file: string): boolean {
  if (kind !== 'pathItem' && sections[kind] !== undefined) return true
  const within = file === bundle.files.root && String(node.$ref).startsWith('#')
  return shared.has(kind) && within && isLone(node)
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

/** Makes the targets of a discriminator's mapping local. Removes an entry without a target: no validator reads it. */
function followMapping(bundle: Bundle, schema: JsonObject, file: string, pointer: string, drawn: Next[]): void {
  const mapping = isJsonObject(schema.discriminator) ? schema.discriminator.mapping : undefined
  if (!isJsonObject(mapping)) return
  for (const [name, to] of Object.entries(mapping)) {
    if (typeof to !== 'string') continue
    const isName = !/[#/]|\.(ya?ml|json)$/.test(to)
    if (isName && at(bundle.document, step('/components/schemas', to)) !== undefined) continue
    const reference = isName ? toFragment(step('/components/schemas', to)) : to
    const path = ['discriminator', 'mapping', name]
    const own = step(pointer, ...path)
    const target = follow(bundle, reference, homeOf(bundle, pointer, path, file), 'schema')
    if (isNowhere(target)) {
      bundle.warnings.push({
        place: bundle.shown(own),
        message: `the mapping of ${JSON.stringify(name)} to ${to} ${target.why}; it is left out. Mend or remove it`,
      })
      delete mapping[name]
      continue
    }
    mapping[name] = toFragment(target.local)
    if (isJsonObject(target.value))
      drawn.push({ node: target.value, kind: 'schema', file: target.file, pointer: target.local })
  }
}

/** Refuses a `$ref` that leads back to itself through `$ref`s alone. `local` holds all `$ref`s. */
function refuseCycles(document: JsonObject, local: ReadonlyMap<JsonObject, string>, bundle: Bundle): void {
  const fine = new Set<unknown>()
  for (const [start, pointer] of local) {
    const passed = new Set<unknown>()
    let node: unknown = start
    while (isReference(node) && !fine.has(node)) {
      if (passed.has(node)) {
        const reference = String(start.$ref)
        danglingAt(bundle, reference, pointer, circular, { holder: start })
        delete start.$ref
        Object.assign(start, placeholder(reference))
        break
      }
      passed.add(node)
      node = at(document, fromFragment(node.$ref.slice(1)))
    }
    for (const one of passed) fine.add(one)
  }
}
