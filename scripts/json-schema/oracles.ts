import '@hyperjump/json-schema/formats'
import {
  registerSchema,
  setShouldValidateFormat,
  unregisterSchema,
  validate,
} from '@hyperjump/json-schema/draft-2020-12'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { readings } from '../diff/wire/wire.ts'
import { costOf } from './evaluate/cost.ts'
import type { Direction, Json, Question, Schema, Sided, Wire } from './question.ts'
import type { SchemaNode } from './read/node.ts'
import { nodeOf, readSide } from './read/side.ts'
import { type View, viewOf } from './read/view.ts'

setShouldValidateFormat(true)

/** Validators of one schema; they say `null` where they cannot read it. */
interface Oracles {
  /** How many steps they would take for a value. */
  cost(value: Json): number
  ajv(value: Json): boolean | null
  hyperjump(value: Json): Promise<boolean | null>
}

const remembered = new WeakMap<object, Map<View, Oracles>>()
const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
let registered = 0

/** Both validators on one contract's schema, as it holds in the direction. */
export function oraclesOf({ schema, document }: Sided, direction: Direction): Oracles {
  const view = viewOf(document, direction, 'plain')
  if (typeof schema !== 'object') return { cost: () => 1, ajv: () => schema, hyperjump: async () => schema }
  const known = remembered.get(schema) ?? new Map<View, Oracles>()
  remembered.set(schema, known)
  const read = view.read(schema)
  const judge = known.get(view) ?? createOracles(standalone(read, view), nodeOf(read, view))
  known.set(view, judge)
  return judge
}

/** Null where both validators confirm the witness; otherwise what they say. */
export async function confirm(
  { producer, consumer, direction, wire }: Question,
  witness: Json,
): Promise<string | null> {
  const accepted = await ask(oraclesOf(producer, direction), witness, true)
  if (accepted) return `${JSON.stringify(witness)} could not be confirmed: ${accepted} for the producer`
  return refused(consumer, direction, witness, wire)
}

/** Null where both validators refuse the value, however it may be read from the wire. */
export async function refused(
  consumer: Sided,
  direction: Direction,
  value: Json,
  wire: Wire | undefined,
): Promise<string | null> {
  for (const reading of wire ? readings(readSide(consumer, direction).node, value, wire) : [value]) {
    const dispute = await ask(oraclesOf(consumer, direction), reading, false)
    if (dispute) return `${JSON.stringify(reading)} could not be confirmed: ${dispute} for the consumer`
  }
  return null
}

/** More than this takes them seconds. */
const MOST_STEPS = 1_000_000

/** Null where both say what is wanted; otherwise which one does not. */
export async function ask(judge: Oracles, value: Json, wanted: boolean): Promise<string | null> {
  const outcome = (verdict: boolean | null): string =>
    verdict === null ? 'cannot read the schema' : verdict ? 'accepts it' : 'refuses it'
  if (judge.cost(value) > MOST_STEPS) return `the validators would need more than ${MOST_STEPS} steps`
  const ajv = judge.ajv(value)
  if (ajv !== wanted) return `Ajv ${outcome(ajv)}`
  const hyperjump = await judge.hyperjump(value)
  return hyperjump === wanted ? null : `Hyperjump ${outcome(hyperjump)}`
}

/** The schema with everything that it refers to. */
export function standalone(schema: Schema, view: View): Schema {
  const definitions: { [name: string]: Schema } = {}
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, child] of Object.entries(value)) {
      const target = key === '$ref' ? view.targets.get(child as string) : undefined
      const name = target && (child as string).slice('#/$defs/'.length)
      if (target && name && !Object.hasOwn(definitions, name)) {
        definitions[name] = target.schema
        visit(target.schema)
      }
      visit(child)
    }
  }
  visit(schema)
  return typeof schema === 'object' ? { ...schema, $defs: definitions } : schema
}

function createOracles(schema: Schema, node: SchemaNode): Oracles {
  let compiled: ((value: Json) => boolean) | null | undefined
  return {
    cost: (value) => costOf(node, value),
    ajv(value) {
      if (compiled === undefined) compiled = compileAjv(schema)
      return compiled === null ? null : compiled(value)
    },
    async hyperjump(value) {
      registered++
      const uri = `https://stockroom.example/schemas/${registered}`
      try {
        registerSchema(schema as never, uri, DIALECT)
        return (await validate(uri, value as never)).valid
      } catch {
        return null
      } finally {
        unregisterSchema(uri)
      }
    },
  }
}

/** One for all schemas: each new one would compile the meta-schema first, which takes longer than the schema. */
const ajv = new Ajv2020({ strict: false, logger: false, multipleOfPrecision: 9, code: { optimize: false } })
addFormats.default(ajv)

function compileAjv(schema: Schema): ((value: Json) => boolean) | null {
  try {
    return ajv.compile(schema) as (value: Json) => boolean
  } catch {
    return null
  } finally {
    ajv.removeSchema(schema as object)
  }
}
