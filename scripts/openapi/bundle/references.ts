import { at, fromFragment, member, step, tokens } from '../../json-schema/pointer.ts'
import { Failure, type Warning } from '../failure.ts'
import type { JsonObject } from '../grammar.ts'
import type { Files } from '../read/files.ts'
import { parse } from '../read/parse.ts'
import type { Parsed } from '../read/parsed.ts'

/** A place in a file. */
export interface Origin {
  file: string
  pointer: string
}

/** The target of a `$ref`. */
export interface FoundTarget extends Origin {
  value: unknown
}

/** Why a `$ref` has no target. */
export interface Nowhere {
  why: string
}

/** A fault of one place, which is left out: an empty object with an extension takes the place of a `$ref` without a target. */
export interface PlaceFault extends Warning {
  pointer: string
  /** The same for the same fault of another version: the `$ref`, or the message. */
  key: string
  /** `reference`: a `$ref`. `data`: a `$ref` in plain data, where it may mean something else. `member`: any other. */
  kind: 'reference' | 'data' | 'member'
  /** The schema that is left out with it; or the object without the member. */
  holder?: JsonObject
}

/** A document while the files that it refers to are moved into it. */
export interface Bundle {
  files: Files
  document: JsonObject
  /** The paths of all files that were read, the root first. */
  read: () => string[]
  /** The pointer of a component in the bundle, by its section and origin. */
  components: Map<string, string>
  /** Pointers of the components that come from other files. */
  drawn: Set<string>
  /** The source of the object at a pointer of the bundle. */
  origins: Map<string, Origin>
  /** The `$ref`s that are local pointers already, with their pointers. */
  local: Map<JsonObject, string>
  /** True once a target has replaced a reference: then a value may contain itself. */
  inlined: boolean
  faults: PlaceFault[]
  warnings: Warning[]
  find: (reference: string, from: string) => FoundTarget | Nowhere
  /** The origin of a pointer of the bundle in the files. */
  origin: (pointer: string) => Origin & { parsed: Parsed }
  /** `file:line:col` of a pointer into the bundle. */
  shown: (pointer: string) => string
}

export const isNowhere = (found: object): found is Nowhere => 'why' in found

export const isReference = (value: unknown): value is JsonObject & { $ref: string } =>
  typeof member(value, '$ref') === 'string'

/** True where the `$ref` has no siblings. */
export const isLone = (reference: JsonObject): boolean => Object.keys(reference).length === 1

const isAbsolute = (path: string) => /^[a-z][a-z0-9+.-]+:/i.test(path)

export function openBundle(files: Files): Bundle {
  const parsed = new Map<string, Parsed>()
  const origins = new Map<string, Origin>()
  const local = new Map<JsonObject, string>()
  const { value } = load(files.root)
  const read = () => [files.root, ...[...parsed.keys()].filter((file) => file !== files.root).sort()]
  const state = { components: new Map(), drawn: new Set<string>(), inlined: false, faults: [], warnings: [] }
  return { files, document: value as JsonObject, read, ...state, origins, local, find, origin, shown }

  function load(path: string): Parsed {
    const held = parsed.get(path)
    if (held !== undefined) return held
    const file = parse(files.read(path), files.show(path))
    parsed.set(path, file)
    return file
  }

  function origin(pointer: string) {
    for (let prefix = pointer; prefix !== ''; prefix = prefix.slice(0, prefix.lastIndexOf('/'))) {
      const home = origins.get(prefix)
      if (home === undefined) continue
      const inside = load(home.file)
      const there = home.pointer + pointer.slice(prefix.length)
      // The siblings of a path item's $ref are not in the target, but beside the $ref.
      if (at(inside.value, there) !== undefined) return { parsed: inside, file: home.file, pointer: there }
    }
    return { parsed: load(files.root), file: files.root, pointer }
  }

  function shown(pointer: string): string {
    const home = origin(pointer)
    const path = tokens(home.pointer)
    let place = home.parsed.place(path)
    while (place === undefined && path.pop() !== undefined) place = home.parsed.place(path)
    return `${files.show(home.file)}:${place?.line ?? 1}:${place?.column ?? 1}`
  }

  function find(reference: string, from: string, passed = new Set<unknown>()): FoundTarget | Nowhere {
    const [path = '', fragment = ''] = reference.split('#', 2)
    const embedded = isAbsolute(path) ? namesIn(load(from)).ids.get(path) : undefined
    if (isAbsolute(path) && embedded === undefined)
      return { why: 'is a URL, which is not read; keep a copy beside the document and refer to that' }
    const file = path === '' || embedded !== undefined ? from : files.join(from, fromFragment(path))
    let document: Parsed
    try {
      document = load(file)
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      return { why: `leads to no document; ${thrown.message}` }
    }
    const inner = fromFragment(fragment)
    const pointer =
      inner === '' || inner.startsWith('/') ? (embedded ?? '') + inner : namesIn(document).anchors.get(inner)
    if (pointer === undefined) return { why: `leads nowhere; ${inner} is not in ${files.show(file)}` }
    return descend({ file, pointer: '', value: document.value }, pointer, passed)
  }

  /** Follows a pointer, through the `$ref`s on its way. */
  function descend(start: FoundTarget, pointer: string, passed: Set<unknown>): FoundTarget | Nowhere {
    let here = start
    for (const key of tokens(pointer)) {
      let value = member(here.value, key)
      if (value === undefined && isReference(here.value) && !passed.has(here.value)) {
        passed.add(here.value)
        const next = find(here.value.$ref, local.has(here.value) ? files.root : here.file, passed)
        if (isNowhere(next)) return next
        here = next
        value = member(here.value, key)
      }
      if (value === undefined) return { why: `leads nowhere; ${pointer} is not in ${files.show(start.file)}` }
      here = { file: here.file, pointer: step(here.pointer, key), value }
    }
    return here
  }
}

/** Records a `$ref` at `pointer` that has no target. */
export function danglingAt(
  bundle: Bundle,
  reference: string,
  pointer: string,
  why: string,
  more: Pick<PlaceFault, 'holder'> & { isData?: true } = {},
): void {
  const { isData, ...rest } = more
  const message = `$ref ${reference} ${why}`
  bundle.faults.push({
    place: bundle.shown(pointer),
    pointer,
    message,
    key: reference,
    kind: isData ? 'data' : 'reference',
    ...rest,
  })
}

export const placeholder = (reference: string): JsonObject => ({ 'x-dangling': reference })

interface Names {
  /** The pointers of schemas by `$anchor` and `$dynamicAnchor`. */
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
    const { $anchor, $dynamicAnchor, $id } = value as JsonObject
    for (const anchor of [$anchor, $dynamicAnchor])
      if (typeof anchor === 'string' && !anchors.has(anchor)) anchors.set(anchor, pointer)
    if (typeof $id === 'string' && !ids.has($id)) ids.set($id, pointer)
    for (const [key, child] of Object.entries(value)) queue.push([child, step(pointer, key)])
  }
  named.set(parsed, { anchors, ids })
  return { anchors, ids }
}
