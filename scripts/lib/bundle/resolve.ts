import { statSync } from 'node:fs'
import path from 'node:path'
import { at, escapeSegment, fromFragment, member, tokens } from '../../json-schema/pointer.ts'
import { Failure } from '../../openapi/failure.ts'
import { locate, readSource, type Source } from '../source.ts'

/** A place in a file: what a `$ref` leads to, and where a node of the bundle came from. */
export interface Place {
  file: string
  pointer: string
}

export interface Found extends Place {
  value: unknown
}

export interface Files {
  /** What `$ref` at `from` leads to, one hop. Fails with the place of the reference when that is nothing. */
  resolve(ref: string, from: Place): Promise<Found>
  /** As `resolve`, and through any further `$ref` that stands alone there. */
  resolveFully(ref: string, from: Place): Promise<Found>
  /** The same, or undefined where `$ref` is no reference to a file at hand. */
  probe(ref: string, from: Place): Promise<Found | undefined>
  /** `file:line:col`. */
  locate(place: Place): string
  sources: Map<string, Source>
}

export const isReference = (value: unknown): value is { $ref: string } & Record<string, unknown> =>
  typeof member(value, '$ref') === 'string'

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true

/** Without percent escapes; as it is where they are broken, which names no file then. */
function unescaped(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}

export function openFiles(): Files {
  const sources = new Map<string, Source>()

  async function read(file: string, from: Place, ref: string): Promise<Source> {
    const known = sources.get(file)
    if (known) return known
    if (!isFile(file)) throw dangling(ref, from, 'that file does not exist')
    const source = await readSource(file)
    sources.set(file, source)
    return source
  }

  const dangling = (ref: string, from: Place, why: string) =>
    new Failure(`${placeOf(from)}: $ref "${ref}" leads nowhere (${why}); mend the reference or add its target`)

  const placeOf = ({ file, pointer }: Place): string => {
    const source = sources.get(file)
    return source ? locate(source, pointer) : file
  }

  async function resolve(ref: string, from: Place): Promise<Found> {
    const [target = '', fragment = ''] = ref.split('#', 2)
    if (/^[a-z][a-z0-9+.-]+:/i.test(target)) {
      const own = sources.get(from.file)
      const pointer = own && findBy(own.value, '$id', target)
      if (own && pointer !== undefined) return { file: from.file, pointer, value: at(own.value, pointer) }
      throw dangling(ref, from, 'nothing is fetched from the network: save a copy beside the document')
    }
    const file = target === '' ? from.file : path.resolve(path.dirname(from.file), unescaped(target))
    const source = await read(file, from, ref)
    const pointer = fromFragment(fragment)
    if (pointer !== '' && !pointer.startsWith('/')) {
      const anchored = findBy(source.value, '$anchor', pointer)
      if (anchored === undefined) throw dangling(ref, from, `no $anchor "${pointer}"`)
      return { file, pointer: anchored, value: at(source.value, anchored) }
    }
    return follow({ file, pointer, value: source.value }, ref, from)
  }

  /** Walks the pointer, through references that lie on its way. */
  async function follow(start: Found, ref: string, from: Place): Promise<Found> {
    let here: Found = { file: start.file, pointer: '', value: start.value }
    for (const segment of tokens(start.pointer)) {
      if (isReference(here.value)) here = await resolveFully(here.value.$ref, here)
      const value = member(here.value, segment)
      if (value === undefined) throw dangling(ref, from, `no "${segment}" in ${here.pointer || 'the document'}`)
      here = { file: here.file, pointer: `${here.pointer}/${escapeSegment(segment)}`, value }
    }
    return here
  }

  async function resolveFully(ref: string, from: Place): Promise<Found> {
    const seen = new Set<string>()
    let here = await resolve(ref, from)
    while (isReference(here.value) && Object.keys(here.value).length === 1) {
      const key = `${here.file}#${here.pointer}`
      if (seen.has(key)) throw dangling(ref, from, 'the references run in a circle')
      seen.add(key)
      here = await resolve(here.value.$ref, here)
    }
    return here
  }

  async function probe(ref: string, from: Place): Promise<Found | undefined> {
    const [target = ''] = ref.split('#', 1)
    if (target === '' || /^[a-z][a-z0-9+.-]+:/i.test(target)) return undefined
    if (!isFile(path.resolve(path.dirname(from.file), unescaped(target)))) return undefined
    return resolve(ref, from).catch(() => undefined)
  }

  return { resolve, resolveFully, probe, locate: placeOf, sources }
}

/** The pointer of the first object whose `keyword` is `value`. */
function findBy(node: unknown, keyword: '$id' | '$anchor', value: string, pointer = ''): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  if (member(node, keyword) === value) return pointer
  for (const [key, child] of Object.entries(node)) {
    const found = findBy(child, keyword, value, `${pointer}/${escapeSegment(key)}`)
    if (found !== undefined) return found
  }
  return undefined
}
