import { canonical } from '../../json-schema/canonical-json.ts'
import { at, fromFragment, step, tokens } from '../../json-schema/pointer.ts'
import type { Schema } from '../../json-schema/question.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import { isHidden } from '../../openapi/hidden-members.ts'
import type { Op, Pairing } from '../schema-diff/op.ts'
import type { Same } from '../schema-diff/same.ts'

/** One side of a comparison and where in it the changed schema stands. */
export interface Edit {
  producer: string
  consumer: string
  ops: Op[]
}

interface Sides {
  producer: JsonObject
  consumer: JsonObject
  /** Which side the producer is. */
  producerIs: 'base' | 'revision'
  /** Of base and revision, in this order. */
  same: Same
}

/** The producer's document with some of the consumer's changes in it; nothing of the producer's is written to. */
export function applyChanges(pair: Sides, edits: Edit[]): JsonObject {
  const patched = startPatched(pair)
  for (const { producer, consumer, ops } of edits) {
    const theirs = at(pair.consumer, consumer)
    for (const op of ops) patched.set(producer, apply(op, at(patched.document, producer), theirs, pair, patched))
  }
  return patched.document
}

interface Patched {
  document: JsonObject
  set: (pointer: string, value: unknown) => void
  /** A copy of a consumer's schema whose `$ref`s lead to the consumer's targets. */
  imported: (schema: unknown) => unknown
  /** The same for the value of one keyword. */
  keyword: (key: string, value: unknown) => unknown
}

function startPatched(pair: Sides): Patched {
  const patched: Patched = { document: pair.producer, set, imported, keyword }
  const owned = new WeakSet<object>()
  const brought = new Map<string, string>()

  function set(pointer: string, value: unknown): void {
    const path = tokens(pointer)
    const last = path.pop()
    if (last === undefined) return
    patched.document = own(patched.document) as JsonObject
    let holder: unknown = patched.document
    for (const key of path) {
      const next = own((holder as JsonObject)[key] ?? {})
      ;(holder as JsonObject)[key] = next
      holder = next
    }
    ;(holder as JsonObject)[last] = value
  }

  function own(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || owned.has(value)) return value
    const copy = Array.isArray(value) ? [...value] : { ...value }
    owned.add(copy)
    return copy
  }

  function imported(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map(imported)
    if (!isJsonObject(schema)) return schema
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, keyword(key, value)]))
  }

  function keyword(key: string, value: unknown): unknown {
    if (key === '$ref' && typeof value === 'string') return bring(value)
    if (inert.has(key)) return value
    if (!maps.has(key) || !isJsonObject(value)) return imported(value)
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, imported(schema)]))
  }

  function bring(reference: string): string {
    const pointer = fromFragment(reference.slice(1))
    const theirs = at(pair.consumer, pointer)
    const ours = at(pair.producer, pointer)
    const [base, revision] = pair.producerIs === 'base' ? [ours, theirs] : [theirs, ours]
    if (ours !== undefined && pair.same(base, revision)) return reference
    const known = brought.get(pointer)
    if (known !== undefined) return known
    const name = `${tokens(pointer).at(-1) ?? ''}.other.${brought.size}`
    const home = step('/components/schemas', name)
    brought.set(pointer, `#${home}`)
    set(home, imported(theirs))
    return `#${home}`
  }

  return patched
}

/** Keywords whose values are data, in which a `$ref` is no reference. */
const inert = new Set(['enum', 'const', 'default', 'example', 'examples'])

const maps = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'])

function apply(op: Op, ours: unknown, theirs: unknown, pair: Sides, patched: Patched): unknown {
  if (op.kind === 'replace' || !isJsonObject(ours) || !isJsonObject(theirs)) return patched.imported(theirs ?? true)
  switch (op.kind) {
    case 'keywords': {
      const kept = Object.fromEntries(Object.entries(ours).filter(([key]) => !op.keys.includes(key)))
      const taken = Object.entries(theirs).filter(([key]) => op.keys.includes(key))
      return { ...kept, ...Object.fromEntries(taken.map(([key, value]) => [key, patched.keyword(key, value)])) }
    }
    case 'members':
      return withMembers(ours, theirs, op.keyword, op.values)
    case 'entry':
      return withEntry(ours, op.keyword, op.key, patched.imported(entry(theirs, op.keyword, op.key)))
    case 'list':
      return { ...without(ours, op.keyword), ...paired(op, ours, theirs, pair, patched) }
    case 'mode':
      return withMode(ours, theirs, op.property, pair)
  }
}

function withMembers(ours: JsonObject, theirs: JsonObject, keyword: string, values: unknown[]): JsonObject {
  const theirOnes = new Set(list(theirs[keyword]).map(canonical))
  const moved = new Set(values.map(canonical))
  const kept = list(ours[keyword]).filter((value) => !moved.has(canonical(value)))
  return { ...ours, [keyword]: [...kept, ...values.filter((value) => theirOnes.has(canonical(value)))] }
}

function withEntry(ours: JsonObject, keyword: string, key: string, value: unknown): JsonObject {
  const { [key]: _, ...rest } = (ours[keyword] ?? {}) as JsonObject
  return { ...ours, [keyword]: value === undefined ? rest : { ...rest, [key]: value } }
}

function paired(
  op: Op & { kind: 'list' },
  ours: JsonObject,
  theirs: JsonObject,
  pair: Sides,
  patched: Patched,
): JsonObject {
  const [mine, other] = pair.producerIs === 'base' ? (['base', 'revision'] as const) : (['revision', 'base'] as const)
  const isPaired = (side: keyof Pairing, index: number) => op.pairs.some((pairing) => pairing[side] === index)
  const own = list(ours[op.keyword])
  const isLeaving = (op.part === 'removed') === (mine === 'base')
  const schemas = isLeaving
    ? own.filter((_, index) => index >= op.lengths[mine] || isPaired(mine, index))
    : [
        ...own,
        ...list(theirs[op.keyword]).flatMap((schema, index) =>
          isPaired(other, index) ? [] : [patched.imported(schema)],
        ),
      ]
  return theirs[op.keyword] === undefined || (schemas.length === 0 && op.keyword === 'allOf')
    ? {}
    : { [op.keyword]: schemas }
}

function without(schema: JsonObject, keyword: string): JsonObject {
  const { [keyword]: _, ...rest } = schema
  return rest
}

function withMode(ours: JsonObject, theirs: JsonObject, property: string, pair: Sides): JsonObject {
  const member = withoutModes(entry(ours, 'properties', property), pair.producer)
  const model = entry(theirs, 'properties', property) as Schema
  const modes = {
    readOnly: isHidden(model, pair.consumer, 'request'),
    writeOnly: isHidden(model, pair.consumer, 'response'),
  }
  return withEntry(ours, 'properties', property, { ...(isJsonObject(member) ? member : {}), ...modes })
}

/** A schema that hides its member no more; what it refers to is written out where that would. */
function withoutModes(schema: unknown, document: JsonObject, depth = 0): unknown {
  const isHiding = () => (['request', 'response'] as const).some((way) => isHidden(schema as Schema, document, way))
  if (!isJsonObject(schema) || depth > 20 || !isHiding()) return schema
  const { readOnly: _r, writeOnly: _w, $ref, allOf, ...rest } = schema
  const target = typeof $ref === 'string' ? [at(document, fromFragment($ref.slice(1)))] : []
  const parts = [...(Array.isArray(allOf) ? allOf : []), ...target].map((part) =>
    withoutModes(part, document, depth + 1),
  )
  return parts.length === 0 ? rest : { ...rest, allOf: parts }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function entry(schema: JsonObject, keyword: string, key: string): unknown {
  const map = schema[keyword]
  return isJsonObject(map) && Object.hasOwn(map, key) ? map[key] : undefined
}
