import { member } from '../../json-schema/pointer.ts'
import type { Direction } from '../../openapi/direction.ts'
import type { JsonObject } from '../../openapi/grammar.ts'
import type { Schema, SchemaObject, Schemas } from '../../openapi/model/exchange.ts'
import { subschemas, walk } from '../../openapi/walk.ts'

/** How `readOnly` members of requests and `writeOnly` members of responses are treated. */
interface Rules {
  /** `omit` removes the member; `refuse` gives it the schema `{hidden: keyword}`, which only null matches. */
  hidden: 'omit' | 'refuse'
  /** `drop` removes `default` from the schemas of responses. */
  responseDefaults: 'keep' | 'drop'
}

export interface DirectedSchemas {
  /** All components of the document, and those that differ by direction, under names of their own. */
  schemas: Schemas
  /** The schema in one direction. Its `$ref`s name `schemas`. */
  view(schema: Schema, direction: Direction): Schema
}

const keyword = { request: 'readOnly', response: 'writeOnly' } as const
const suffix = { request: 'Write', response: 'Read' } as const

export const refName = (schema: unknown): string | undefined => {
  const ref = member(schema, '$ref')
  return typeof ref === 'string' && ref.startsWith('#/components/schemas/') ? ref.slice(21) : undefined
}

/** Separates schemas of requests from those of responses by `readOnly` and `writeOnly` (2020-12, validation §9.4). */
export function splitDirections(schemas: Schemas, rules: Rules): DirectedSchemas {
  const names = { request: namesOf('request'), response: namesOf('response') }
  const all: Record<string, Schema> = { ...schemas }
  for (const direction of ['request', 'response'] as const) {
    for (const [name, viewName] of names[direction]) all[viewName] = rewrite(schemas[name] ?? {}, direction)
  }
  return {
    schemas: all,
    view: (schema, direction) => (touches(schema, direction) ? rewrite(schema, direction) : schema),
  }

  /** The components that differ in this direction, themselves or through a reference. */
  function namesOf(direction: Direction): Map<string, string> {
    const refs = new Map<string, Set<string>>()
    const changed = new Set<string>()
    for (const [name, schema] of Object.entries(schemas)) {
      refs.set(name, refsOf(schema))
      if (changesItself(schema, direction)) changed.add(name)
    }
    for (let size = -1; size !== changed.size; ) {
      size = changed.size
      for (const [name, targets] of refs) if ([...targets].some((target) => changed.has(target))) changed.add(name)
    }
    return new Map([...changed].map((name) => [name, freeName(name + suffix[direction])]))
  }

  function freeName(wish: string): string {
    let name = wish
    for (let n = 2; Object.hasOwn(schemas, name); n += 1) name = `${wish}${n}`
    return name
  }

  function touches(schema: Schema, direction: Direction): boolean {
    return changesItself(schema, direction) || [...refsOf(schema)].some((name) => names[direction].has(name))
  }

  function changesItself(schema: Schema, direction: Direction): boolean {
    let found = false
    walk(schema, 'schema', '', (node) => {
      if (direction === 'response' && rules.responseDefaults === 'drop' && 'default' in node) found = true
      found ||= Object.values((node.properties ?? {}) as JsonObject).some((property) => isHidden(property, direction))
    })
    return found
  }

  function isHidden(property: unknown, direction: Direction): boolean {
    let here: unknown = property
    for (let hops = 0; hops < 32; hops += 1) {
      if (member(here, keyword[direction]) === true) return true
      const name = refName(here)
      if (name === undefined) return false
      here = schemas[name]
    }
    return false
  }

  function rewrite(schema: Schema, direction: Direction): Schema {
    const holder: { schema: Schema } = { schema: structuredClone(schema) }
    relax(holder.schema, direction, [])
    change(holder.schema, direction)
    return holder.schema
  }

  /**
   * Removes hidden members from `required`. `family` holds the schemas that describe the same object through `allOf`:
   * `required` of one may name members of another.
   */
  function relax(schema: unknown, direction: Direction, family: SchemaObject[]): void {
    if (typeof schema !== 'object' || schema === null) return
    const node = schema as SchemaObject
    if (Array.isArray(node.required)) {
      const hidden = hiddenMembers([node, ...family], direction)
      node.required = node.required.filter((name: string) => !hidden.has(name))
    }
    for (const { value, path } of subschemas(node)) {
      relax(value, direction, path[0] === 'allOf' ? [node, ...family] : [])
    }
  }

  function change(schema: unknown, direction: Direction): void {
    if (typeof schema !== 'object' || schema === null) return
    const node = schema as SchemaObject
    hide(node, direction)
    const target = refName(node)
    if (target !== undefined) node.$ref = `#/components/schemas/${names[direction].get(target) ?? target}`
    if (direction === 'response' && rules.responseDefaults === 'drop') delete node.default
    for (const { value } of subschemas(node)) change(value, direction)
  }

  function hide(node: SchemaObject, direction: Direction): void {
    for (const [name, property] of Object.entries((node.properties ?? {}) as JsonObject)) {
      if (!isHidden(property, direction)) continue
      if (rules.hidden === 'omit') delete (node.properties as JsonObject)[name]
      else (node.properties as JsonObject)[name] = { hidden: keyword[direction] }
    }
  }

  function hiddenMembers(nodes: unknown[], direction: Direction): Set<string> {
    const found = new Set<string>()
    const seen = new Set<unknown>()
    const look = (node: unknown) => {
      if (typeof node !== 'object' || node === null || seen.has(node)) return
      seen.add(node)
      for (const [name, property] of Object.entries((member(node, 'properties') ?? {}) as JsonObject)) {
        if (isHidden(property, direction)) found.add(name)
      }
      for (const part of (member(node, 'allOf') ?? []) as unknown[]) look(part)
      const name = refName(node)
      if (name !== undefined) look(schemas[name])
    }
    for (const node of nodes) look(node)
    return found
  }
}

/** The names of the components that a schema refers to, at any depth in it. */
export function refsOf(schema: Schema): Set<string> {
  const found = new Set<string>()
  walk(schema, 'schema', '', (node) => {
    const name = refName(node)
    if (name !== undefined) found.add(name)
  })
  return found
}
