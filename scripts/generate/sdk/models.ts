import type { Direction } from '../../openapi/direction.ts'
import type { Schema, SchemaObject } from '../../openapi/model/exchange.ts'
import { walk } from '../../openapi/walk.ts'
import type { Api } from '../api/api.ts'
import { refName } from '../schema/directions.ts'
import { docComment } from './docs.ts'
import type { TypeNames } from './names.ts'
import { typeOf } from './schema.ts'
import type { Scope } from './scope.ts'
import { usageOf } from './usage.ts'

export interface Models {
  /** `schemas.ts`. */
  text: string
  /** A scope that records in `imports` the models that its types use. */
  scope: (direction: Direction, imports: Set<string>) => Scope
  /** The types of the components by direction. */
  named: Record<Direction, ReadonlyMap<string, string>>
  /** The names of all types. */
  names: readonly string[]
}

/** The component schemas as interfaces and type aliases, one for each direction where the two differ. */
export function models(api: Api, names: TypeNames): Models {
  const usage = usageOf(api)
  const discriminators = discriminatorsOf(api)
  const response = new Map<string, string>()
  const request = new Map<string, string>()
  for (const name of Object.keys(api.schemas)) {
    if (usage.response.has(name)) response.set(name, names(name))
    if (usage.split.has(name)) request.set(name, names(`${name}Input`))
    else if (usage.request.has(name)) request.set(name, response.get(name) ?? names(name))
  }
  const named = { request, response }
  const scope: Models['scope'] = (direction, imports) => ({
    schemas: api.schemas,
    direction,
    discriminators,
    file: 'string',
    nameOf: (component) => {
      const name = named[direction].get(component)
      if (name === undefined) return 'unknown'
      imports.add(name)
      return name
    },
  })
  const written = new Map<string, { type: string; schema: Schema }>()
  for (const direction of ['request', 'response'] as const) {
    for (const [component, name] of named[direction]) {
      // A type for both directions is written as for requests: `| undefined` where a member is optional.
      if (written.has(name)) continue
      const schema = withClosed(api.schemas[component] ?? true, discriminators.get(component))
      const file = usage.forms.has(component) ? (usage.others.has(component) ? 'Blob | string' : 'Blob') : 'string'
      written.set(name, { type: typeOf(schema, { ...scope(direction, new Set()), file }), schema })
    }
  }
  breakCycles(written)
  const text = [...written]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { type, schema }]) => {
      const doc = docComment(
        typeof schema === 'object' && typeof schema.description === 'string' ? [schema.description] : [],
      )
      return isOneObject(type) ? `${doc}export interface ${name} ${type}\n` : `${doc}export type ${name} = ${type}\n`
    })
  return { text: text.length > 0 ? text.join('\n') : 'export {}\n', scope, named, names: [...written.keys()] }
}

const withClosed = (schema: Schema, members: Set<string> | undefined): Schema =>
  members && typeof schema === 'object' ? { ...schema, 'x-sdk-closed': [...members] } : schema

/** True for `{ … }` alone. */
function isOneObject(type: string): boolean {
  return type.startsWith('{\n') && type.indexOf('\n}') === type.length - 2
}

function discriminatorsOf(api: Api): Scope['discriminators'] {
  const found = new Map<string, Set<string>>()
  walk(api.document, 'document', '', (node, kind) => {
    const by =
      kind === 'schema' ? (node.discriminator as { propertyName?: string } | undefined)?.propertyName : undefined
    if (by === undefined) return
    for (const variant of [node.oneOf ?? [], node.anyOf ?? []].flat() as SchemaObject[]) {
      const name = refName(variant)
      if (name !== undefined) found.set(name, (found.get(name) ?? new Set()).add(by))
    }
  })
  return found
}

/** The names that an alias needs at once: not those in members and elements, which TypeScript resolves later. */
function immediate(type: string): string[] {
  let text = type.replaceAll(/'(?:[^'\\]|\\.)*'|\/\*[\s\S]*?\*\//g, '')
  for (let before = ''; before !== text; ) {
    before = text
    text = text
      .replaceAll(/\{[^{}[\]]*\}|\[[^[\]{}]+\]/g, '')
      .replaceAll(/\([^()]*\)(?:\[\])+|[\p{L}\p{N}_$]+(?:\[\])+/gu, '')
  }
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []
}

/**
 * TypeScript refuses an alias that is part of its own union. Such a cycle allows any value, so its type is `unknown`.
 */
function breakCycles(written: Map<string, { type: string }>): void {
  const needs = new Map<string, string[]>()
  for (const [name, { type }] of written) if (!isOneObject(type)) needs.set(name, immediate(type))
  for (const [name, needed] of needs) {
    const seen = new Set<string>()
    const queue = [...needed]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === name) {
        const entry = written.get(name)
        if (entry) entry.type = 'unknown'
        needs.set(name, [])
        break
      }
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(...(needs.get(next) ?? []))
    }
  }
}
