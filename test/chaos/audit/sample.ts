/** Builds one value of a schema that passes through a place. What it builds is checked by a validator. */
import fc from 'fast-check'
import { at, step } from '../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../scripts/openapi/grammar.ts'
import { keysOf, type Sent, targetOf } from './document.ts'
import type { Place, Step } from './places.ts'

const formats: { [format: string]: string } = {
  date: '2026-02-03',
  'date-time': '2026-02-03T04:05:06Z',
  time: '04:05:06Z',
  email: 'ada@example.com',
  uuid: '7d444840-9dc0-41d1-8b2a-3f3ea7a5d3b1',
  uri: 'https://example.com/a',
  url: 'https://example.com/a',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'YWJj',
  duration: 'P1D',
}

type Part = { pointer: string; node: JsonObject }

/** Thrown where no value can be built. */
class Unsampled extends Error {}

/** The whole message, with `leaf` at the place; undefined where none can be built. */
export function sampleThrough(document: JsonObject, { sent, steps, choices }: Place, leaf: unknown): unknown {
  return attempt(() => createSampler(document, choices, sent.direction).value([sent.schema], steps, () => leaf, 0))
}

/** Some value of the schema at a pointer, with the members that it requires and those that are named. */
export function sampleOf(
  document: JsonObject,
  pointer: string,
  direction: Sent['direction'],
  members: string[] = [],
): unknown {
  return attempt(() => createSampler(document, new Map(), direction, members).value([pointer], [], undefined, 0))
}

function attempt(build: () => unknown): unknown {
  try {
    return build()
  } catch (thrown) {
    if (thrown instanceof Unsampled) return undefined
    throw thrown
  }
}

function createSampler(
  document: JsonObject,
  choices: ReadonlyMap<string, number>,
  direction: Sent['direction'],
  members: string[] = [],
) {
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly'

  /** All schemas that bind one value: behind references, in `allOf`, and one alternative of each union. */
  function partsOf(pointers: string[]): Part[] {
    const parts: Part[] = []
    const seen = new Set<string>()
    const visit = (pointer: string): void => {
      if (seen.has(pointer)) return
      seen.add(pointer)
      const node = at(document, pointer)
      if (!isJsonObject(node)) return
      if (typeof node.$ref === 'string') visit(targetOf(node.$ref))
      parts.push({ pointer, node })
      for (const index of Array.isArray(node.allOf) ? node.allOf.keys() : []) visit(step(pointer, 'allOf', index))
      for (const key of ['oneOf', 'anyOf']) {
        if (!Array.isArray(node[key]) || node[key].length === 0) continue
        const first = node[key].findIndex((one) => !(isJsonObject(one) && one.type === 'null'))
        const index = choices.get(pointer) ?? Math.max(first, 0)
        if (index < node[key].length) visit(step(pointer, key, index))
        const tag = tagOf(node, key, index)
        if (tag !== undefined) parts.push({ pointer: '', node: tag })
      }
    }
    for (const pointer of pointers) visit(pointer)
    return parts
  }

  function value(pointers: string[], steps: Step[], leaf: (() => unknown) | undefined, depth: number): unknown {
    if (depth > 14) throw new Unsampled()
    if (steps.length === 0 && leaf !== undefined) return leaf()
    const parts = partsOf(pointers)
    if (parts.some(({ node }) => node.not !== undefined && Object.keys(node.not as object).length === 0))
      throw new Unsampled()
    const [next, ...rest] = steps
    const listed = parts.flatMap(({ node }) =>
      'const' in node ? [[node.const]] : Array.isArray(node.enum) ? [node.enum] : [],
    )
    if (listed.length > 0 && next === undefined) {
      const [common] = (listed[0] as unknown[]).filter(
        (one) => listed.every((list) => list.some((other) => same(one, other))) && one !== null,
      )
      if (common === undefined) throw new Unsampled()
      return common
    }
    const type = next === undefined ? typeOf(parts) : next === 0 ? 'array' : 'object'
    if (type === 'object') return object(parts, next, rest, leaf, depth)
    if (type === 'array') return array(parts, next, rest, leaf, depth)
    return scalar(type, parts)
  }

  function object(
    parts: Part[],
    next: Step | undefined,
    rest: Step[],
    leaf: (() => unknown) | undefined,
    depth: number,
  ): JsonObject {
    const built: JsonObject = {}
    const required = parts.flatMap(({ node }) => (Array.isArray(node.required) ? (node.required as string[]) : []))
    const wanted = [...required, ...(typeof next === 'string' ? [next] : []), ...(depth === 0 ? members : [])]
    const least = largest(parts, 'minProperties') ?? 0
    const declared = parts.flatMap(({ node }) => keysOf(node.properties))
    for (const name of new Set([...wanted, ...declared.slice(0, Math.max(0, least - wanted.length))])) {
      const schemas = parts.flatMap(({ pointer, node }) =>
        isJsonObject(node.properties) && Object.hasOwn(node.properties, name)
          ? [pointer === '' ? name : step(pointer, 'properties', name)]
          : [],
      )
      const tag = parts.find(({ pointer, node }) => pointer === '' && Object.hasOwn(node.properties as object, name))
      if (schemas.some((pointer) => hides(pointer))) {
        if (name === next) throw new Unsampled()
        continue
      }
      if (tag !== undefined && name !== next) {
        built[name] = (tag.node.properties as JsonObject)[name]
        continue
      }
      const through = name === next
      const own = schemas.filter((pointer) => pointer.startsWith('/'))
      const open = parts.flatMap(({ pointer, node }) =>
        isJsonObject(node.additionalProperties) ? [step(pointer, 'additionalProperties')] : [],
      )
      built[name] = value(own.length > 0 ? own : open, through ? rest : [], through ? leaf : undefined, depth + 1)
    }
    if (next === 1) {
      const maps = parts.flatMap(({ pointer, node }) =>
        isJsonObject(node.additionalProperties) ? [step(pointer, 'additionalProperties')] : [],
      )
      built.entry = value(maps, rest, leaf, depth + 1)
    }
    return built
  }

  function hides(pointer: string): boolean {
    return partsOf([pointer]).some(({ node }) => node[hidden] === true)
  }

  function array(
    parts: Part[],
    next: Step | undefined,
    rest: Step[],
    leaf: (() => unknown) | undefined,
    depth: number,
  ): unknown[] {
    const least = Math.max(largest(parts, 'minItems') ?? 0, next === 0 ? 1 : 0)
    const items = parts.flatMap(({ pointer, node }) => (isJsonObject(node.items) ? [step(pointer, 'items')] : []))
    if (least > 1 && parts.some(({ node }) => node.uniqueItems === true)) throw new Unsampled()
    return Array.from({ length: least }, (_, index) =>
      index === 0 && next === 0 ? value(items, rest, leaf, depth + 1) : value(items, [], undefined, depth + 1),
    )
  }

  return { value }
}

/** The tag of an alternative, as a member whose value is fixed. */
function tagOf(node: JsonObject, key: string, index: number): JsonObject | undefined {
  if (!isJsonObject(node.discriminator)) return undefined
  const { propertyName, mapping } = node.discriminator as { propertyName: string; mapping?: { [tag: string]: string } }
  const reference = ((node[key] as JsonObject[])[index] as JsonObject | undefined)?.$ref
  if (typeof reference !== 'string') return undefined
  const name = reference.split('/').at(-1) as string
  const mapped = Object.entries(mapping ?? {}).find(([, target]) => target === reference || target === name)
  return { properties: { [propertyName]: mapped?.[0] ?? name } }
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const order = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']

function typeOf(parts: Part[]): string {
  let types = order
  for (const { node } of parts) {
    if (node.type === undefined) continue
    const own = (Array.isArray(node.type) ? node.type : [node.type]) as string[]
    types = types.filter((type) => own.includes(type) || (type === 'integer' && own.includes('number')))
  }
  if (types.length === 0) throw new Unsampled()
  if (types.length < order.length) return types[0] as string
  const has = (...keys: string[]) => parts.some(({ node }) => keys.some((key) => node[key] !== undefined))
  if (has('properties', 'additionalProperties', 'required')) return 'object'
  return has('items') ? 'array' : 'string'
}

const numbers = (parts: Part[], key: string) =>
  parts.flatMap(({ node }) => (typeof node[key] === 'number' ? [node[key] as number] : []))

function largest(parts: Part[], key: string): number | undefined {
  const all = numbers(parts, key)
  return all.length > 0 ? Math.max(...all) : undefined
}

function scalar(type: string, parts: Part[]): unknown {
  if (type === 'null') return null
  if (type === 'boolean') return true
  if (type === 'string') return text(parts)
  const strict = (key: string) => parts.some(({ node }) => node[key] === true) || numbers(parts, key).length > 0
  const least = largest(parts, 'minimum') ?? largest(parts, 'exclusiveMinimum')
  const most = [...numbers(parts, 'maximum'), ...numbers(parts, 'exclusiveMaximum')].sort((a, b) => a - b)[0]
  if (least !== undefined)
    return type === 'integer'
      ? Math.ceil(least) + (strict('exclusiveMinimum') ? 1 : 0)
      : strict('exclusiveMinimum')
        ? least + 0.5
        : least
  return most === undefined || most >= 1 + (strict('exclusiveMaximum') ? 1 : 0) ? 1 : Math.floor(most) - 1
}

function text(parts: Part[]): string {
  const pattern = parts.find(({ node }) => typeof node.pattern === 'string')?.node.pattern as string | undefined
  if (pattern !== undefined) return matching(parts, pattern)
  const format = parts.find(({ node }) => typeof node.format === 'string')?.node.format as string | undefined
  const known = format === undefined ? undefined : formats[format]
  if (known !== undefined) return known
  const least = largest(parts, 'minLength') ?? 0
  const most = Math.min(...numbers(parts, 'maxLength'), 1e6)
  return 'abcdefgh'.repeat(Math.ceil(Math.max(least, 3) / 8)).slice(0, Math.min(most, Math.max(least, 3)))
}

function matching(parts: Part[], pattern: string): string {
  const least = largest(parts, 'minLength') ?? 0
  const most = Math.min(...numbers(parts, 'maxLength'), 1e6)
  try {
    const all = fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), { seed: 1, numRuns: 20 })
    const fit = all.find((one) => one.length >= least && one.length <= most)
    if (fit !== undefined) return fit
  } catch {
    // A pattern that the generator does not know; the place is left out.
  }
  throw new Unsampled()
}
