import path from 'node:path'
import { fromFragment, member, step, tokens } from '../../json-schema/pointer.ts'
import { Failure } from '../../openapi/failure.ts'
import { notADocument, readSource, type Source } from '../source.ts'
import { children, type Kind, type Node, referredMaps, sections } from '../walk.ts'
import { dataMembers, inlineData } from './data.ts'
import { openNames } from './names.ts'
import { type Files, type Found, isReference, openFiles, type Place } from './resolve.ts'

/** One document out of many files. Every `$ref` is `#/components/<kind>/<name>`, none leads nowhere. */
export interface Bundle {
  document: Node
  /** Absolute paths of all files that were read, the root first. */
  files: string[]
  sources: Map<string, Source>
  /** Where an object of the document was written. */
  origins: WeakMap<object, Place>
  /** `file:line:col` of a pointer into the document. */
  locate(pointer: string): string
}

/** Reads an OpenAPI document and all that it refers to. Remote references are refused. */
export async function bundle(file: string): Promise<Bundle> {
  const root = path.resolve(file)
  const files = openFiles()
  files.sources.set(root, await readSource(root))
  const document = structuredClone(files.sources.get(root)?.value) as Node
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw notADocument(root)
  }
  const origins = new WeakMap<object, Place>()
  const components = await gather(document, root, files, origins)
  sortHoisted(document, components)
  return {
    document,
    files: [root, ...[...files.sources.keys()].filter((name) => name !== root).sort()],
    sources: files.sources,
    origins,
    locate: (pointer) => files.locate(originOf(document, pointer, origins) ?? { file: root, pointer }),
  }
}

type Hoisted = Map<string, Map<string, unknown>>

async function gather(document: Node, root: string, files: Files, origins: WeakMap<object, Place>): Promise<Hoisted> {
  const names = openNames()
  const hoisted: Hoisted = new Map()
  const queue: (Place & { node: unknown; kind: Kind })[] = []
  await claimOwnComponents()
  await visit(document, 'document', { file: root, pointer: '' }, [])
  for (let next = queue.shift(); next; next = queue.shift()) await visit(next.node, next.kind, next, [])
  return hoisted

  /** A component that is nothing but a reference to another file takes its content, and gives it its name. */
  async function claimOwnComponents() {
    for (const section of Object.values(sections)) {
      const entries = member(member(document, 'components'), section)
      for (const [name, value] of Object.entries(entries ?? {})) {
        const here = { file: root, pointer: `/components/${section}/${name}` }
        names.claim(section, here, name)
        if (!isReference(value) || value.$ref.startsWith('#') || Object.keys(value).length > 1) continue
        const target = await files.resolveFully(value.$ref, here)
        if (names.known(section, target)) continue
        names.claim(section, target, name)
        adopt(entries as Node, name, target)
      }
    }
  }

  function adopt(holder: Node, name: string, target: Found) {
    const copy = structuredClone(target.value)
    holder[name] = copy
    if (typeof copy === 'object' && copy !== null) origins.set(copy, { file: target.file, pointer: target.pointer })
  }

  async function visit(node: unknown, kind: Kind, given: Place, inlining: string[]): Promise<void> {
    if (typeof node !== 'object' || node === null) return
    const place = origins.get(node) ?? given
    origins.set(node, place)
    await visitData(node as Node, kind, place)
    for (const key of referredMaps(node as Node, kind)) await inlineMap(node as Node, key, place)
    for (const child of children(node, kind, '')) {
      const near = { file: place.file, pointer: place.pointer + child.pointer }
      const here = (typeof child.value === 'object' && child.value !== null && origins.get(child.value)) || near
      if (!isReference(child.value)) {
        await visit(child.value, child.kind, here, inlining)
        continue
      }
      origins.set(child.value, here)
      const moved = await refer(child.value, child.kind, here, inlining)
      if (moved !== child.value) child.replace(moved)
      if (isReference(moved)) await visitSiblings(moved, child.kind, here, inlining)
    }
  }

  async function inlineMap(node: Node, key: string, place: Place) {
    const { $ref } = node[key] as { $ref: string }
    const target = await files.resolveFully($ref, { file: place.file, pointer: step(place.pointer, key) })
    const map = structuredClone(target.value)
    node[key] = map
    for (const [name, value] of Object.entries(map as Node)) {
      const origin = { file: target.file, pointer: step(target.pointer, name) }
      if (typeof value === 'object' && value !== null) origins.set(value, origin)
    }
  }

  async function visitSiblings(node: Node, kind: Kind, place: Place, inlining: string[]) {
    if (Object.keys(node).length > 1) await visit(node, kind, place, inlining)
  }

  async function visitData(node: Node, kind: Kind, place: Place) {
    for (const { key, strict } of dataMembers(node, kind)) {
      node[key] = await inlineData(
        node[key],
        { file: place.file, pointer: step(place.pointer, key) },
        { strict, root, files },
      )
    }
    const mapping = kind === 'schema' ? member(node.discriminator, 'mapping') : undefined
    for (const [value, ref] of Object.entries((mapping ?? {}) as Record<string, unknown>)) {
      if (typeof ref !== 'string' || !/[#/]|\.(ya?ml|json)$/.test(ref)) continue
      const here = { file: place.file, pointer: step(place.pointer, 'discriminator', 'mapping', value) }
      ;(mapping as Node)[value] = ((await refer({ $ref: ref }, 'schema', here, [])) as { $ref: string }).$ref
    }
  }

  /** What stands in place of a reference: a local one, or for kinds without a place in `components`, the target itself. */
  async function refer(
    reference: { $ref: string } & Node,
    kind: Kind,
    here: Place,
    inlining: string[],
  ): Promise<unknown> {
    const section = sections[kind]
    const near = await files.resolve(reference.$ref, here)
    if (section && kind !== 'pathItem') {
      const known = names.known(section, near)
      if (known) return { ...reference, $ref: step('#/components', section, known) }
    }
    const target = await files.resolveFully(reference.$ref, here)
    if (!section || kind === 'pathItem') return inline(reference, target, kind, inlining)
    const name = names.known(section, target) ?? names.invent(section, target)
    const into = hoisted.get(section) ?? new Map<string, unknown>()
    if (!into.has(name) && !isOwn(section, name)) {
      const node = structuredClone(target.value)
      hoisted.set(section, into.set(name, node))
      queue.push({ node, kind, file: target.file, pointer: target.pointer })
    }
    return { ...reference, $ref: step('#/components', section, name) }
  }

  function isOwn(section: string, name: string): boolean {
    return member(member(member(document, 'components'), section), name) !== undefined
  }

  async function inline(reference: { $ref: string } & Node, target: Found, kind: Kind, inlining: string[]) {
    const key = `${target.file}#${target.pointer}`
    if (inlining.includes(key)) {
      throw new Failure(`${files.locate(target)}: "${reference.$ref}" contains itself; break the circle`)
    }
    const copy = structuredClone(target.value)
    await visit(copy, kind, target, [...inlining, key])
    const { $ref: _, ...siblings } = reference
    if (Object.keys(siblings).length === 0 || typeof copy !== 'object' || copy === null) return copy
    const merged = { ...copy, ...siblings }
    origins.set(merged, target)
    return merged
  }
}

/** What came from elsewhere follows the document's own components, by name, so that an edit moves nothing else. */
function sortHoisted(document: Node, hoisted: Hoisted) {
  if (hoisted.size === 0) return
  document.components ??= {}
  const components = document.components as Record<string, Node>
  for (const [section, entries] of [...hoisted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
    components[section] = { ...components[section], ...Object.fromEntries(sorted) }
  }
}

function originOf(document: Node, pointer: string, origins: WeakMap<object, Place>): Place | undefined {
  let node: unknown = document
  let origin: Place | undefined
  for (const segment of tokens(fromFragment(pointer))) {
    node = member(node, segment)
    const own = typeof node === 'object' && node !== null ? origins.get(node) : undefined
    origin = own ?? (origin && { file: origin.file, pointer: step(origin.pointer, segment) })
    origin ??= { file: origins.get(document)?.file ?? '', pointer: step('', segment) }
  }
  return origin
}
