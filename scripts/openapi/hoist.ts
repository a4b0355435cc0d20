import { at, fromFragment, member, step, tokens } from '../json-schema/pointer.ts'
import { cleanName, freeName } from './bundle/names.ts'
import { isLone, isReference } from './bundle/references.ts'
import { Failure, type Warning } from './failure.ts'
import {
  isJsonObject,
  isKind,
  type JsonObject,
  type MemberRule,
  memberOf,
  type ObjectKind,
  sections,
} from './grammar.ts'
import type { Bundled } from './load.ts'

/**
 * A copy of a bundle in which every `$ref` is `#/components/<section>/<name>`. Targets elsewhere move there, path items
 * replace their references, and names that OpenAPI does not allow are changed.
 */
export function hoist<Given extends Bundled>(bundled: Given): Given {
  const { document, drawn } = bundled
  const { names, taken, warnings } = namesOf(bundled)
  const origins = new WeakMap<object, string>()
  const queue: [target: string, kind: ObjectKind, name: string][] = []
  const hoisted = new Map<string, Map<string, unknown>>()
  const copied = copyNode(document, 'document', '', [])
  for (const pointer of drawn) {
    const [, section = '', name = ''] = tokens(names.get(`${tokens(pointer)[1]} ${pointer}`) ?? pointer)
    add(section, name, copy(at(document, pointer), kindOf(section), pointer, []))
  }
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [target, kind, name] = next
    add(sections[kind] as string, name, copy(at(document, target), kind, target, []))
  }
  if (hoisted.size > 0)
    copied.components = withHoisted(isJsonObject(copied.components) ? copied.components : {}, hoisted)
  return { ...bundled, document: copied, warnings: [...bundled.warnings, ...warnings], place }

  function add(section: string, name: string, value: unknown): void {
    hoisted.set(section, (hoisted.get(section) ?? new Map()).set(name, value))
  }

  function copy(value: unknown, kind: ObjectKind, pointer: string, open: readonly string[]): unknown {
    if (!isJsonObject(value)) return value
    return isReference(value) ? refer(value, kind, pointer, open) : copyNode(value, kind, pointer, open)
  }

  /** `open` holds the targets that were copied in place around the value. */
  function copyNode(node: JsonObject, kind: ObjectKind, pointer: string, open: readonly string[]): JsonObject {
    const result: JsonObject = {}
    origins.set(result, pointer)
    for (const key of Object.keys(node)) {
      const below = step(pointer, key)
      if (kind === 'components' && sections[kindOf(key)] === key) result[key] = ownComponents(node[key], key, below)
      else result[key] = copyMember(node[key], memberOf(kind, key), below, open)
    }
    if (kind === 'discriminator' && isJsonObject(result.mapping))
      result.mapping = Object.fromEntries(Object.entries(result.mapping).map(([tag, to]) => [tag, mapped(to)]))
    return result
  }

  function copyMember(
    value: unknown,
    known: MemberRule | undefined,
    pointer: string,
    open: readonly string[],
  ): unknown {
    const [multiplicity, held] = known ?? []
    if (held === undefined || !isKind(held)) return value
    if (multiplicity === 'one') return copy(value, held, pointer, open)
    if (Array.isArray(value)) return value.map((item, index) => copy(item, held, step(pointer, index), open))
    if (!isJsonObject(value)) return value
    const entries = Object.entries(value).map(([name, entry]) => [
      name,
      multiplicity === 'open map' && name.startsWith('x-') ? entry : copy(entry, held, step(pointer, name), open),
    ])
    return Object.fromEntries(entries)
  }

  function ownComponents(entries: unknown, section: string, pointer: string): unknown {
    if (!isJsonObject(entries)) return entries
    const own = Object.entries(entries).flatMap(([name, value]) => {
      const place = step(pointer, name)
      if (drawn.has(place)) return []
      return [[nameAt(names.get(`${section} ${place}`)), copy(value, kindOf(section), place, [])] as const]
    })
    return Object.fromEntries(own)
  }

  function refer(
    node: JsonObject & { $ref: string },
    kind: ObjectKind,
    pointer: string,
    open: readonly string[],
  ): unknown {
    const target = fromFragment(node.$ref.slice(1))
    if (sections[kind] === undefined || kind === 'pathItem') return inline(node, kind, target, pointer, open)
    const result = copyNode(node, kind, pointer, open)
    result.$ref = `#${componentFor(target, kind)}`
    return result
  }

  /** The component that a target is or becomes. Follows a `$ref` without siblings to its target. */
  function componentFor(target: string, kind: ObjectKind): string {
    const section = sections[kind] as string
    const passed = new Set<string>()
    let end = target
    for (let value = at(document, end); !names.has(`${section} ${end}`); value = at(document, end)) {
      if (!isReference(value) || !isLone(value) || passed.has(end)) break
      passed.add(end)
      end = fromFragment(value.$ref.slice(1))
    }
    const known = names.get(`${section} ${end}`)
    if (known !== undefined) return known
    const inUse = taken[section] ?? {}
    taken[section] = inUse
    const name = freeName({ file: '', pointer: end }, section, inUse)
    inUse[name] = true
    const component = step('/components', section, name)
    names.set(`${section} ${end}`, component)
    queue.push([end, kind, name])
    return component
  }

  /** A mapping names a schema by a local pointer or by a component's name (OpenAPI 3.1 §4.8.25). */
  function mapped(to: unknown): unknown {
    if (typeof to !== 'string') return to
    if (to.startsWith('#')) return `#${componentFor(fromFragment(to.slice(1)), 'schema')}`
    return nameAt(names.get(`schemas ${step('/components/schemas', to)}`)) || to
  }

  function inline(
    node: JsonObject,
    kind: ObjectKind,
    target: string,
    pointer: string,
    open: readonly string[],
  ): unknown {
    if (open.includes(target))
      throw new Failure(`${bundled.place(step(pointer, '$ref'))}: $ref ${node.$ref} contains itself; break the circle`)
    const content = copy(at(document, target), kind, target, [...open, target])
    if (isLone(node) || !isJsonObject(content)) return content
    const { $ref: _, ...beside } = copyNode(node, kind, pointer, open)
    const merged = { ...content, ...beside }
    origins.set(merged, target)
    return merged
  }

  function place(pointer: string): string {
    let node: unknown = copied
    let origin = ''
    for (const token of tokens(pointer)) {
      node = member(node, token)
      origin = (isJsonObject(node) ? origins.get(node) : undefined) ?? step(origin, token)
    }
    return bundled.place(origin)
  }
}

const kinds = Object.fromEntries(Object.entries(sections).map(([kind, section]) => [section, kind as ObjectKind]))

const kindOf = (section: string): ObjectKind =>
  Object.hasOwn(kinds, section) ? (kinds[section] as ObjectKind) : 'schema'

const nameAt = (component: string | undefined): string => tokens(component ?? '').at(-1) ?? ''

/** The bundle's components by section and pointer, with their new pointers: OpenAPI does not allow some names. */
function namesOf({ document, place }: Bundled) {
  const names = new Map<string, string>()
  const taken: Record<string, Record<string, true>> = {}
  const warnings: Warning[] = []
  const components = isJsonObject(document.components) ? document.components : {}
  for (const section of Object.values(sections)) {
    const entries = components[section]
    if (!isJsonObject(entries)) continue
    const inUse: Record<string, true> = Object.fromEntries(Object.keys(entries).map((name) => [name, true]))
    taken[section] = inUse
    for (const name of Object.keys(entries)) {
      const pointer = step('/components', section, name)
      let clean = cleanName(name)
      for (let n = 2; clean !== name && Object.hasOwn(inUse, clean); n++) clean = `${cleanName(name)}_${n}`
      inUse[clean] = true
      names.set(`${section} ${pointer}`, step('/components', section, clean))
      if (clean === name) continue
      const message = `component "${name}" is called ${clean} here; names match [A-Za-z0-9._-]+`
      warnings.push({ place: place(pointer), message })
    }
  }
  return { names, taken, warnings }
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1)

/** Imported components come after the document's own, sorted by name, so that an edit moves no others. */
function withHoisted(own: JsonObject, hoisted: ReadonlyMap<string, Map<string, unknown>>): JsonObject {
  const isEmpty = (section: string) => hoisted.has(section) && Object.keys(own[section] as JsonObject).length === 0
  const result = Object.fromEntries(Object.entries(own).filter(([section]) => !isEmpty(section)))
  for (const [section, entries] of [...hoisted].sort(byName))
    result[section] = {
      ...(result[section] as JsonObject | undefined),
      ...Object.fromEntries([...entries].sort(byName)),
    }
  return result
}
