import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Op } from './op.ts'
import type { Difference, Modes, SchemaPair } from './schema-pair.ts'
import { keysOf } from './schema-pair.ts'

/** Members that were added or removed, became required or optional, or became `readOnly` or `writeOnly`. */
export function members(schemas: SchemaPair): Difference[] {
  const { a, b } = schemas
  const { removed, added, kept } = keysOf(a.properties, b.properties)
  const [had, has] = [requiredOf(a), requiredOf(b)]
  const move = (property: string, aspect: string, side: 'base' | 'revision'): Difference => {
    const required = (side === 'base' ? had : has).has(property)
    const schema = ((side === 'base' ? a : b).properties as Record<string, unknown>)[property]
    const demanded = had.has(property) !== has.has(property)
    const ops: Op[] = [{ kind: 'entry', keyword: 'properties', key: property }]
    if (demanded) ops.push({ kind: 'members', keyword: 'required', values: [property] })
    return {
      aspect,
      property,
      path: ['properties', property],
      traits: traits(required, schemas.modes(side, schema)),
      ops,
    }
  }
  const declared = new Set([...removed, ...added])
  return [
    ...removed.map((property) => move(property, 'property-removed', 'base')),
    ...added.map((property) => move(property, 'property-added', 'revision')),
    ...[...had]
      .filter((name) => !has.has(name) && !declared.has(name))
      .map((name) => demand(schemas, name, 'became-optional')),
    ...[...has]
      .filter((name) => !had.has(name) && !declared.has(name))
      .map((name) => demand(schemas, name, 'became-required')),
    ...kept.flatMap((name) => modeFacets(schemas, name)),
  ]
}

function requiredOf(schema: JsonObject): Set<string> {
  return new Set(Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === 'string') : [])
}

function demand(schemas: SchemaPair, property: string, aspect: string): Difference {
  const schema = (schemas.b.properties as Record<string, unknown> | undefined)?.[property]
  return {
    aspect: `property-${aspect}`,
    property,
    path: ['required'],
    traits: traits(true, schemas.modes('revision', schema)),
    ops: [{ kind: 'members', keyword: 'required', values: [property] }],
  }
}

/** What changed in the schema of one member. Where another part hides the member already, nothing did. */
function modeFacets(schemas: SchemaPair, property: string): Difference[] {
  const before = schemas.modes('base', (schemas.a.properties as Record<string, unknown>)[property])
  const after = schemas.modes('revision', (schemas.b.properties as Record<string, unknown>)[property])
  return modes
    .filter((mode) => before[mode] !== after[mode] && !(after[mode] && isInMode(schemas, 'base', property, mode)))
    .map((mode) => ({ ...modeFacet(schemas, property, mode, after[mode]), ops: [{ kind: 'mode', property }] }))
}

/**
 * Members that became `readOnly` or `writeOnly` because another part of the value says so now: what the parts are
 * changed in decides which values are taken.
 */
export function newlyHidden(
  value: WholeValue,
  known: readonly Pick<Difference, 'property' | 'traits'>[],
): Difference[] {
  const [before, after] = [value.whole.base(), value.whole.revision()]
  if (before.length < 2 && after.length < 2) return []
  const had = new Set(before.flatMap(namesOf))
  const kept = [...new Set(after.flatMap(namesOf))].filter((name) => had.has(name))
  return kept.flatMap((property) =>
    modes
      .filter((mode) => isInMode(value, 'revision', property, mode) && !isInMode(value, 'base', property, mode))
      .map((mode) => modeFacet(value, property, mode, true))
      .filter(({ traits }) => !known.some((one) => one.property === property && one.traits?.mode === traits?.mode))
      .map((facet) => ({ ...facet, byRule: true as const })),
  )
}

const modes = ['readOnly', 'writeOnly'] as const

type WholeValue = Pick<SchemaPair, 'whole' | 'modes'>

function modeFacet(value: WholeValue, property: string, mode: (typeof modes)[number], isNow: boolean): Difference {
  const demanding = value.whole[isNow ? 'base' : 'revision']()
  return {
    aspect: 'property-mode',
    property,
    path: ['properties', property],
    traits: {
      required: demanding.some((schema) => requiredOf(schema).has(property)),
      closed: value.whole.revision().some(isClosed),
      mode: `${isNow ? '' : 'not-'}${mode === 'readOnly' ? 'read-only' : 'write-only'}`,
    },
    ops: [],
  }
}

const isInMode = (
  value: WholeValue,
  side: 'base' | 'revision',
  property: string,
  mode: (typeof modes)[number],
): boolean =>
  value.whole[side]().some((schema) => {
    const { properties } = schema
    return isJsonObject(properties) && Object.hasOwn(properties, property)
      ? value.modes(side, properties[property])[mode]
      : false
  })

const namesOf = ({ properties }: JsonObject): string[] => (isJsonObject(properties) ? Object.keys(properties) : [])

const isClosed = (schema: JsonObject): boolean =>
  schema.additionalProperties === false || schema.unevaluatedProperties === false

function traits(required: boolean, modes: Modes): NonNullable<Difference['traits']> {
  const mode = modes.writeOnly ? 'write-only' : modes.readOnly ? 'read-only' : undefined
  return { required, withDefault: modes.withDefault, ...(mode && { mode }) }
}
