import { step } from '../../json-schema/pointer.ts'
import type { Warning } from '../../openapi/failure.ts'
import { isJsonObject } from '../../openapi/grammar.ts'
import type { Schema, SchemaObject, Schemas } from '../../openapi/model/exchange.ts'
import { defaultOf } from '../defaults.ts'
import { refName } from '../schema/directions.ts'
import { resolveSchema } from '../schema/shape.ts'
import type { DefaultPlan } from './runtime/defaults.ts'

export interface DefaultPlans {
  /** The index of a schema's plan in `plans`; undefined where it has neither defaults nor texts to normalize. */
  planOf(schema: Schema, pointer: string): number | undefined
  plans: DefaultPlan[]
}

/**
 * Where defaults are filled in: for optional members, in items and in parts of `allOf`, through references. Not in the
 * branches of unions and conditions, because the value decides which of them applies. Texts are normalized in the same
 * places.
 */
export function defaultPlans(schemas: Schemas, warn: (warning: Warning) => void): DefaultPlans {
  const plans: DefaultPlan[] = []
  const ofComponents = new Map<string, number>()
  const filled = componentsWithDefaults(schemas)
  return { planOf: (schema, pointer) => planOf(schema, pointer), plans }

  function planOf(schema: Schema, pointer: string): number | undefined {
    if (typeof schema !== 'object') return undefined
    const name = refName(schema)
    const { $ref: _, ...own } = schema
    const target = name === undefined || !filled.has(name) ? undefined : componentPlan(name)
    if (target !== undefined && !carries(own, filled)) return target
    const plan = ownPlan(own, pointer, target === undefined ? [] : [target])
    return Object.keys(plan).length === 0 ? undefined : plans.push(plan) - 1
  }

  function componentPlan(name: string): number {
    const known = ofComponents.get(name)
    if (known !== undefined) return known
    const plan: DefaultPlan = {}
    const at = plans.push(plan) - 1
    ofComponents.set(name, at)
    const schema = schemas[name] as SchemaObject
    const { $ref: _, ...own } = schema
    const target = refName(schema)
    const others = target === undefined || !filled.has(target) ? [] : [componentPlan(target)]
    Object.assign(plan, ownPlan(own, step('/components/schemas', name), others))
    return at
  }

  function ownPlan(schema: SchemaObject, pointer: string, others: number[]): DefaultPlan {
    const all = [
      ...others,
      ...((schema.allOf ?? []) as Schema[]).flatMap((part, index) => planOf(part, step(pointer, 'allOf', index)) ?? []),
    ]
    const items = isJsonObject(schema.items) ? planOf(schema.items, step(pointer, 'items')) : undefined
    const rest = isJsonObject(schema.additionalProperties)
      ? planOf(schema.additionalProperties, step(pointer, 'additionalProperties'))
      : undefined
    const members = Object.entries((schema.properties ?? {}) as Schemas).flatMap(([name, member]) => {
      const value = memberDefault(schema, name, member, step(pointer, 'properties', name))
      const plan = planOf(member, step(pointer, 'properties', name))
      const entry = { ...(value !== undefined && { value }), ...(plan !== undefined && { plan }) }
      return rest === undefined && Object.keys(entry).length === 0 ? [] : [[name, entry]]
    })
    return {
      ...(isNormalized(schema) && { text: schema.format }),
      ...(members.length > 0 && { members: Object.fromEntries(members) }),
      ...(rest !== undefined && { rest }),
      ...(items !== undefined && { items }),
      ...(all.length > 0 && { all }),
    }
  }

  function memberDefault({ required }: SchemaObject, name: string, member: Schema, pointer: string): unknown {
    if (Array.isArray(required) && required.includes(name)) return undefined
    const value = defaultOf(member, schemas)
    if (value === undefined && resolveSchema(member, schemas).default !== undefined)
      warn({ place: step(pointer, 'default'), message: 'the schema refuses this default; it is not filled in' })
    return value
  }
}

const isNormalized = (schema: SchemaObject): schema is SchemaObject & { format: 'uuid' | 'idn-email' } =>
  schema.format === 'uuid' || schema.format === 'idn-email'

/** The schemas inside a schema whose defaults are filled in. */
const inner = (schema: SchemaObject): unknown[] => [
  ...Object.values((schema.properties ?? {}) as Schemas),
  ...((schema.allOf ?? []) as Schema[]),
  schema.items,
  schema.additionalProperties,
]

/** True where a schema contains a default or a text to normalize, or refers to a component that does. */
function carries(schema: unknown, filled: ReadonlySet<string>): boolean {
  if (!isJsonObject(schema)) return false
  const name = refName(schema)
  if ('default' in schema || isNormalized(schema) || (name !== undefined && filled.has(name))) return true
  return inner(schema).some((part) => carries(part, filled))
}

function componentsWithDefaults(schemas: Schemas): Set<string> {
  const filled = new Set<string>()
  for (let size = -1; size !== filled.size; ) {
    size = filled.size
    for (const [name, schema] of Object.entries(schemas)) if (carries(schema, filled)) filled.add(name)
  }
  return filled
}
