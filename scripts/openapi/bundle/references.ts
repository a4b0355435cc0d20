import { basename, extname } from 'node:path'
import { at, fromFragment, step, tokens } from '../../json-schema/pointer.ts'
import { Failure } from '../failure.ts'
import { isNode, isSection, type Kind, type Node, sections } from '../grammar.ts'
import type { Files } from '../read/files.ts'
import { type Parsed, parse } from '../read/parse.ts'

export interface Found {
  file: string
  pointer: string
  value: unknown
}

export interface Bundle {
  files: Files
  root: Parsed
  /** Target to the bundle's pointer for it. */
  section: Map<string, string>
  /** Where what stands at a pointer of the bundle came from. */
  origins: Map<string, { file: string; pointer: string }>
  /** True once something was put where it was referred to: then it may stand inside itself. */
  inlined: boolean
  key: (found: { file: string; pointer: string }) => string
  /** Throws Failure at `place` where a reference in the file `from` leads nowhere. */
  find: (reference: string, from: string, place: () => string) => Found
  origin: (pointer: string) => { parsed: Parsed; file: string; pointer: string }
  shown: (pointer: string) => string
}

const isAbsolute = (path: string) => /^[a-z][a-z0-9+.-]+:/i.test(path)

export function openBundle(files: Files): Bundle {
  const parsed = new Map<string, Parsed>()
  const load = (path: string): Parsed => {
    const held = parsed.get(path)
    if (held !== undefined) return held
    const file = parse(files.read(path), files.show(path))
    parsed.set(path, file)
    return file
  }
  const origins = new Map<string, { file: string; pointer: string }>()

  function origin(pointer: string) {
    for (let prefix = pointer; prefix !== ''; prefix = prefix.slice(0, prefix.lastIndexOf('/'))) {
      const home = origins.get(prefix)
      if (home === undefined) continue
      const rest = pointer.slice(prefix.length)
      const inside = load(home.file)
      // What a path item's siblings of a $ref added stands beside the $ref.
      if (at(inside.value, home.pointer + rest) !== undefined)
        return { parsed: inside, file: home.file, pointer: home.pointer + rest }
    }
    return { parsed: load(files.root), file: files.root, pointer }
  }

  function shown(pointer: string): string {
    const home = origin(pointer)
    const place = home.parsed.place(tokens(home.pointer))
    return `${files.show(home.file)}:${place?.line ?? 1}:${place?.column ?? 1}`
  }

  function find(reference: string, from: string, place: () => string): Found {
    const [path = '', fragment = ''] = reference.split('#', 2)
    const embedded = isAbsolute(path) ? namesIn(load(from)).ids.get(path) : undefined
    if (isAbsolute(path) && embedded === undefined)
      throw new Failure(
        `${place()}: $ref ${reference} is not read, for it is no path; keep a copy beside the document and name that`,
      )
    const file = path === '' || embedded !== undefined ? from : files.join(from, fromFragment(path))
    const document = loadTarget(file, () => `${place()}: $ref ${reference}`)
    const inner = fromFragment(fragment)
    const pointer =
      inner === '' || inner.startsWith('/') ? (embedded ?? '') + inner : namesIn(document).anchors.get(inner)
    const value = pointer === undefined ? undefined : at(document.value, pointer)
    if (value === undefined || pointer === undefined)
      throw new Failure(`${place()}: $ref ${reference} leads nowhere; ${inner} is not in ${files.show(file)}`)
    return { file, pointer, value }
  }

  function loadTarget(file: string, mention: () => string): Parsed {
    try {
      return load(file)
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      throw new Failure(`${mention()} leads to no document; ${thrown.message}`)
    }
  }

  const root = load(files.root)
  return {
    files,
    root,
    section: new Map(),
    origins,
    inlined: false,
    key: ({ file, pointer }) => `${file}#${pointer}`,
    find,
    origin,
    shown,
  }
}

/**
 * The target of a reference of the bundle, drawn into the bundle when it is in another file; `local` is its pointer there.
 * `pointer` is the reference's own. Throws Failure where the target is not of the kind.
 */
export function follow(
  bundle: Bundle,
  reference: string,
  from: string,
  kind: Kind,
  pointer: string,
): Found & { local: string } {
  const place = () => bundle.shown(pointer)
  const found = bundle.find(reference, from, place)
  const sectionName = sections[kind] ?? 'schemas'
  const [top, other = ''] = tokens(found.pointer)
  const astray =
    top === 'components' && other !== sectionName && isSection(other)
      ? `to something in "${other}"`
      : !isNode(found.value) && !(kind === 'schema' && typeof found.value === 'boolean')
        ? 'to no object'
        : found.pointer === '' && found.file === bundle.files.root
          ? 'to the whole document'
          : undefined
  if (astray !== undefined)
    throw new Failure(
      `${place()}: $ref ${reference} leads ${astray}, where one of "${sections[kind] ?? kind}" is wanted; name one`,
    )
  const known = bundle.section.get(bundle.key(found))
  if (known !== undefined) return { ...found, local: known }
  if (found.file === bundle.files.root) return { ...found, local: found.pointer }
  const document = bundle.root.value as Node
  if (!isNode(document.components)) document.components = {}
  const components = document.components as Node
  if (!isNode(components[sectionName])) components[sectionName] = {}
  const section = components[sectionName] as Node
  const local = step(step('/components', sectionName), freeName(found, section))
  section[tokens(local)[2] as string] = found.value
  bundle.section.set(bundle.key(found), local)
  bundle.origins.set(local, { file: found.file, pointer: found.pointer })
  return { ...found, local }
}

function freeName(found: Found, section: Node): string {
  const last = tokens(found.pointer).at(-1) ?? basename(found.file, extname(found.file))
  const plain = last.replace(/[^A-Za-z0-9._-]/g, '_')
  // An assignment to this name would change the section's prototype.
  const name = plain === '__proto__' ? '_proto_' : plain
  if (!Object.hasOwn(section, name)) return name
  let count = 2
  while (Object.hasOwn(section, `${name}_${count}`)) count++
  return `${name}_${count}`
}

interface Names {
  /** `$anchor` and `$dynamicAnchor` to the pointer of their schema. */
  anchors: ReadonlyMap<string, string>
  ids: ReadonlyMap<string, string>
}

const named = new WeakMap<Parsed, Names>()

function namesIn(parsed: Parsed): Names {
  const held = named.get(parsed)
  if (held !== undefined) return held
  const anchors = new Map<string, string>()
  const ids = new Map<string, string>()
  const queue: [unknown, string][] = [[parsed.value, '']]
  const seen = new Set<unknown>()
  for (const [value, pointer] of queue) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const { $anchor, $dynamicAnchor, $id } = value as Node
    for (const anchor of [$anchor, $dynamicAnchor])
      if (typeof anchor === 'string' && !anchors.has(anchor)) anchors.set(anchor, pointer)
    if (typeof $id === 'string' && !ids.has($id)) ids.set($id, pointer)
    for (const [key, child] of Object.entries(value)) queue.push([child, step(pointer, key)])
  }
  named.set(parsed, { anchors, ids })
  return { anchors, ids }
}
