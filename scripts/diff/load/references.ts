import { basename, extname } from 'node:path'
import { InputFailure } from './failure.ts'
import type { Files } from './files.ts'
import { isNode, type Kind, type Node, shelves } from './grammar.ts'
import { type Parsed, parse } from './parse.ts'
import { at, fromFragment, step, tokens } from './pointer.ts'

export interface Found {
  file: string
  pointer: string
  value: unknown
}

export interface Book {
  files: Files
  root: Parsed
  /** Target to the bundle's pointer for it. */
  shelf: Map<string, string>
  /** Where what stands at a pointer of the bundle came from. */
  origins: Map<string, { file: string; pointer: string }>
  key: (found: { file: string; pointer: string }) => string
  find: (reference: string, from: string) => Found
  origin: (pointer: string) => { parsed: Parsed; file: string; pointer: string }
  shown: (pointer: string) => string
}

export function openBook(files: Files): Book {
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

  function find(reference: string, from: string): Found {
    const [path = '', fragment = ''] = reference.split('#', 2)
    const absolute = /^[a-z][a-z0-9+.-]+:/i.test(path)
    const embedded = absolute ? identified(load(from).value, path) : undefined
    if (absolute && embedded === undefined)
      throw new InputFailure(`${files.show(from)}: $ref ${reference} leaves the disk; keep a copy beside the document`)
    const file = path === '' || embedded !== undefined ? from : files.join(from, fromFragment(path))
    const document = loadTarget(file, from, reference)
    const inner = fromFragment(fragment)
    const pointer = inner === '' || inner.startsWith('/') ? (embedded ?? '') + inner : anchored(document.value, inner)
    const value = pointer === undefined ? undefined : at(document.value, pointer)
    if (value === undefined || pointer === undefined)
      throw new InputFailure(
        `${mention(load(from), reference, files.show(from))}: $ref ${reference} leads nowhere; ${inner} is not in ${files.show(file)}`,
      )
    return { file, pointer, value }
  }

  function loadTarget(file: string, from: string, reference: string): Parsed {
    try {
      return load(file)
    } catch (thrown) {
      if (!(thrown instanceof InputFailure) || !/no such file/.test(thrown.message)) throw thrown
      throw new InputFailure(
        `${mention(load(from), reference, files.show(from))}: $ref ${reference} leads nowhere; ${thrown.message}`,
      )
    }
  }

  const root = load(files.root)
  return {
    files,
    root,
    shelf: new Map(),
    origins,
    key: ({ file, pointer }) => `${file}#${pointer}`,
    find,
    origin,
    shown,
  }
}

/** The target of a reference, drawn into the bundle when it is in another file; `local` is its pointer there. */
export function follow(
  book: Book,
  reference: string,
  from: string,
  kind: Kind,
): Found & { local: string; fresh: boolean } {
  const found = book.find(reference, from)
  const key = book.key(found)
  const shelved = book.shelf.get(key)
  if (shelved !== undefined) return { ...found, local: shelved, fresh: false }
  if (found.file === book.files.root || kind === 'pathItem') return { ...found, local: found.pointer, fresh: false }
  const document = book.root.value as Node
  if (!isNode(document.components)) document.components = {}
  const components = document.components as Node
  const shelfName = shelves[kind] ?? 'schemas'
  if (!isNode(components[shelfName])) components[shelfName] = {}
  const shelf = components[shelfName] as Node
  const local = step(step('/components', shelfName), freeName(found, shelf))
  shelf[tokens(local)[2] as string] = found.value
  book.shelf.set(key, local)
  book.origins.set(local, { file: found.file, pointer: found.pointer })
  return { ...found, local, fresh: true }
}

function freeName(found: Found, shelf: Node): string {
  const last = tokens(found.pointer).at(-1) ?? basename(found.file, extname(found.file))
  const name = last.replace(/[^A-Za-z0-9._-]/g, '_')
  if (!Object.hasOwn(shelf, name)) return name
  let count = 2
  while (Object.hasOwn(shelf, `${name}_${count}`)) count++
  return `${name}_${count}`
}

/** The place of the first mention of a reference in a file. */
function mention(parsed: Parsed, reference: string, shown: string): string {
  const path = search(parsed.value, (node) => node.$ref === reference)
  const place = path === undefined ? undefined : parsed.place([...path, '$ref'])
  return place === undefined ? shown : `${shown}:${place.line}:${place.column}`
}

function anchored(value: unknown, name: string): string | undefined {
  return search(value, (node) => node.$anchor === name || node.$dynamicAnchor === name)?.reduce(step, '')
}

function identified(value: unknown, id: string): string | undefined {
  return search(value, (node) => node.$id === id)?.reduce(step, '')
}

function search(value: unknown, wanted: (node: Node) => boolean): string[] | undefined {
  const queue: [unknown, string[]][] = [[value, []]]
  const seen = new Set<unknown>()
  for (const [node, path] of queue) {
    if (typeof node !== 'object' || node === null || seen.has(node)) continue
    seen.add(node)
    if (isNode(node) && wanted(node)) return path
    for (const [key, child] of Object.entries(node)) queue.push([child, [...path, key]])
  }
  return undefined
}
