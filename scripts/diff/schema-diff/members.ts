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
    ...kept.flatMap((name) => modeFacets(schemas, name, has.has(name))),
  ]
}

function requiredOf(schema: SchemaPair['a']): Set<string> {
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

function modeFacets(schemas: SchemaPair, property: string, required: boolean): Difference[] {
  const before = schemas.modes('base', (schemas.a.properties as Record<string, unknown>)[property])
  const after = schemas.modes('revision', (schemas.b.properties as Record<string, unknown>)[property])
  const changed = (['readOnly', 'writeOnly'] as const).filter((mode) => before[mode] !== after[mode])
  return changed.map((mode) => ({
    aspect: 'property-mode',
    property,
    path: ['properties', property],
    traits: { required, mode: `${after[mode] ? '' : 'not-'}${mode === 'readOnly' ? 'read-only' : 'write-only'}` },
    ops: [{ kind: 'mode', property }],
  }))
}

function traits(required: boolean, modes: Modes): NonNullable<Difference['traits']> {
  const mode = modes.writeOnly ? 'write-only' : modes.readOnly ? 'read-only' : undefined
  return { required, withDefault: modes.withDefault, ...(mode && { mode }) }
}
