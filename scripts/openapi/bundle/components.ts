import { step, tokens } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject, kindAt, type ObjectKind, sections } from '../grammar.ts'
import { freeName } from './names.ts'
import {
  type Bundle,
  type FoundTarget,
  isLone,
  isNowhere,
  isReference,
  type Nowhere,
  type Origin,
} from './references.ts'

const keyOf = (section: string, { file, pointer }: Origin): string => `${section} ${file}#${pointer}`

/**
 * Finds the target of a reference, and moves it into `components` where it is in another file. `local` is its pointer
 * in the bundle.
 */
export function follow(
  bundle: Bundle,
  reference: string,
  from: string,
  kind: ObjectKind,
): (FoundTarget & { local: string }) | Nowhere {
  const section = sections[kind] ?? 'schemas'
  const near = bundle.find(reference, from)
  if (isNowhere(near)) return near
  const found = throughAliases(bundle, near, section)
  if (isNowhere(found)) return found
  const why = astray(bundle, found, kind)
  if (why !== undefined) return { why }
  const known = bundle.components.get(keyOf(section, found))
  if (known !== undefined) return { ...found, local: known }
  if (found.file === bundle.files.root) return { ...found, local: found.pointer }
  return { ...found, local: draw(bundle, found, section) }
}

/** Follows references without siblings through other files to their target. */
function throughAliases(bundle: Bundle, near: FoundTarget, section: string): FoundTarget | Nowhere {
  const passed = new Set<unknown>()
  let found: FoundTarget | Nowhere = near
  while (!isNowhere(found) && isReference(found.value) && isLone(found.value)) {
    const { file, value } = found
    if (file === bundle.files.root || bundle.components.has(keyOf(section, found)) || passed.has(value)) break
    passed.add(value)
    found = bundle.find(value.$ref, bundle.local.has(value) ? bundle.files.root : file)
  }
  return found
}

/** Why a target is not of the kind; undefined where it is. */
function astray(bundle: Bundle, found: FoundTarget, kind: ObjectKind): string | undefined {
  const { file, value } = found
  const path = tokens(found.pointer)
  const isRoot = file === bundle.files.root
  const other = isRoot || path[0] === 'components' ? kindAt(path) : undefined
  const section = other && sections[other]
  const to =
    found.pointer === '' && isRoot
      ? 'to the whole document'
      : other !== undefined && other !== kind
        ? `to ${section === undefined ? `a ${other}` : `something in "${section}"`}`
        : !isJsonObject(value) && !(kind === 'schema' && typeof value === 'boolean')
          ? 'to no object'
          : undefined
  return to && `leads ${to}, where one of "${sections[kind] ?? kind}" is wanted; name one`
}

function draw(bundle: Bundle, found: FoundTarget, section: string): string {
  const { document } = bundle
  if (!isJsonObject(document.components)) document.components = {}
  const components = document.components as JsonObject
  if (!isJsonObject(components[section])) components[section] = {}
  const entries = components[section] as JsonObject
  const name = freeName(found, section, entries)
  const local = step('/components', section, name)
  entries[name] = found.value
  bundle.components.set(keyOf(section, found), local)
  bundle.drawn.add(local)
  bundle.origins.set(local, { file: found.file, pointer: found.pointer })
  return local
}

/** Replaces each component that only refers to another file by the target. */
export function adoptContents(bundle: Bundle): void {
  const { root } = bundle.files
  const { components } = bundle.document
  for (const section of isJsonObject(components) ? Object.values(sections) : []) {
    const entries = (components as JsonObject)[section]
    for (const [name, value] of isJsonObject(entries) ? Object.entries(entries) : []) {
      const pointer = step('/components', section, name)
      if (!isReference(value) || value.$ref.startsWith('#') || !isLone(value) || section === 'pathItems') continue
      const near = bundle.find(value.$ref, bundle.origin(pointer).file)
      const target = isNowhere(near) ? near : throughAliases(bundle, near, section)
      if (isNowhere(target) || target.file === root || !isJsonObject(target.value)) continue
      if (bundle.components.has(keyOf(section, target))) continue
      ;(entries as JsonObject)[name] = target.value
      bundle.components.set(keyOf(section, target), pointer)
      bundle.origins.set(pointer, { file: target.file, pointer: target.pointer })
    }
  }
}
