import { nodeOf, readSide } from './canonical/side.ts'
import { costOf } from './evaluate/cost.ts'
import { hasOddNames, renamed } from './odd-names.ts'
import type { Json, Question, Schema, Sided, Vocabulary } from './question.ts'
import type { SchemaNode } from './read/node.ts'
import { PLAIN, type View, viewOf } from './read/view.ts'
import type { Transport } from './transport.ts'

/** Validators of one schema; they say `null` where they cannot read it. */
interface Oracles {
  /** How many steps they would take for a value. */
  cost(value: Json): number
  ajv(value: Json): Promise<boolean | null>
  hyperjump(value: Json): Promise<boolean | null>
}

const remembered = new WeakMap<object, Map<View, Oracles>>()

/** Both validators on a schema, as a vocabulary reads it. */
export function oraclesOf({ schema, document }: Sided, vocabulary: Vocabulary = PLAIN, tagged = false): Oracles {
  const view = viewOf(document, vocabulary, tagged ? 'tagged' : 'plain')
  if (typeof schema !== 'object') return { cost: () => 1, ajv: async () => schema, hyperjump: async () => schema }
  const known = remembered.get(schema) ?? new Map<View, Oracles>()
  remembered.set(schema, known)
  const read = view.read(schema)
  const judge = known.get(view) ?? createOracles(standalone(read, view), nodeOf(read, view))
  known.set(view, judge)
  return judge
}

/** Null where both validators say that the producer makes the witness and the consumer refuses it, however it is read. */
export async function confirm(
  { producer, consumer, vocabulary, tagged }: Question,
  witness: Json,
  transport?: Transport,
): Promise<string | null> {
  const made = transport ? transport.readBack(witness) : witness
  if (made === undefined) return `${JSON.stringify(witness)} cannot be read by the producer's own contract`
  const accepted = await ask(oraclesOf(producer, vocabulary, tagged), made, true)
  if (accepted) return `${JSON.stringify(witness)} could not be confirmed: ${accepted} for the producer`
  const oracles = oraclesOf(consumer, vocabulary, tagged)
  for (const reading of transport?.readings(readSide(consumer, vocabulary).node, witness) ?? [witness]) {
    const dispute = await ask(oracles, reading, false)
    if (dispute) return `${JSON.stringify(reading)} could not be confirmed: ${dispute} for the consumer`
  }
  return null
}

/** More than this takes them seconds. */
const MOST_STEPS = 1_000_000

/** Null where both say what is wanted; otherwise which one does not. */
async function ask(judge: Oracles, value: Json, wanted: boolean): Promise<string | null> {
  const said = (verdict: boolean | null): string =>
    verdict === null ? 'cannot read the schema' : verdict ? 'accepts it' : 'refuses it'
  if (judge.cost(value) > MOST_STEPS) return `the validators would need more than ${MOST_STEPS} steps`
  const ajv = await judge.ajv(value)
  if (ajv !== wanted) return `Ajv ${said(ajv)}`
  const hyperjump = await judge.hyperjump(value)
  return hyperjump === wanted ? null : `Hyperjump ${said(hyperjump)}`
}

/** The schema with everything that it refers to. */
function standalone(schema: Schema, view: View): Schema {
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
  const isOdd = hasOddNames(schema)
  let compiled: ((value: Json) => boolean) | null | undefined
  return {
    cost: (value) => costOf(node, value),
    async ajv(value) {
      const { compileAjv } = await import('./ajv.ts')
      if (compiled === undefined) compiled = compileAjv(isOdd ? renamed(schema) : schema)
      return compiled === null ? null : compiled(isOdd ? renamed(value) : value)
    },
    async hyperjump(value) {
      const { validity } = await import('./hyperjump.ts')
      if (hasFormat(schema)) await import('./hyperjump-formats.ts')
      return validity(schema, value)
    },
  }
}

/** True where a schema, or one below it, may ask for a format. */
function hasFormat(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  return Object.entries(schema).some(([key, value]) => key === 'format' || hasFormat(value))
}
