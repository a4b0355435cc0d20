import { at, step } from '../../json-schema/pointer.ts'
import type { Schema } from '../../json-schema/question.ts'
import type { Direction } from '../../openapi/direction.ts'
import type { JsonObject } from '../../openapi/grammar.ts'
import { hiddenMembers } from '../../openapi/hidden-members.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import { type Cause, causeName } from '../schema-diff/cause.ts'
import type { CompareSchemas, ValuePair } from '../schema-diff/graph.ts'
import type { Same } from '../schema-diff/same.ts'
import { usesUnevaluated } from '../schema-diff/uses-unevaluated.ts'
import { containsMessages } from '../wire/messages.ts'
import { applyChanges, type Edit } from './apply-changes.ts'
import type { SchemaUse } from './schema-use.ts'

/** The causes that together leave one schema taking the same values, by the name of each. */
export type Equals = (cause: Cause, direction: Direction) => readonly Cause[] | undefined

/** Steps for one schema. */
const small = 2_000

/**
 * What is changed in one schema may leave it the same set, with all that it refers to as the consumer has it. Then it is
 * harmless wherever the schema is used, be it in alternatives that overlap or in itself: sets of values that refer to each
 * other have one solution, for values end, and the consumer's is one of both.
 */
export function equalsOf(
  uses: SchemaUse[],
  compare: CompareSchemas,
  contracts: Record<'base' | 'revision', Contract>,
  same: Same,
): Equals {
  const { base, revision } = contracts
  // What is evaluated would have to be the same, too.
  if (usesUnevaluated(base.document) || usesUnevaluated(revision.document)) return () => undefined
  const found = {
    request: equalIn('request', reachedBy(uses, compare, 'request'), contracts, same),
    response: equalIn('response', reachedBy(uses, compare, 'response'), contracts, same),
  }
  return (cause, direction) => found[direction].get(causeName(cause))
}

function reachedBy(uses: SchemaUse[], compare: CompareSchemas, direction: Direction): Set<ValuePair> {
  const starts = uses.filter((use) => use.direction === direction)
  const pairs = new Set(starts.flatMap((use) => compare(use.base, use.revision) ?? []))
  for (const { inside } of pairs) for (const { pair } of inside) pairs.add(pair)
  return pairs
}

function equalIn(
  direction: Direction,
  pairs: Set<ValuePair>,
  { base, revision }: Record<'base' | 'revision', Contract>,
  same: Same,
): Map<string, readonly Cause[]> {
  const [producer, consumer] =
    direction === 'request' ? (['base', 'revision'] as const) : (['revision', 'base'] as const)
  const contracts = { base, revision }
  const { document } = contracts[consumer]
  const groups = [...groupsOf(pairs).values()].filter(([first]) => at(document, first?.[consumer] ?? '') !== undefined)
  const restored = withImported(
    document,
    groups.map(([first]) => at(document, first?.[consumer] ?? '')),
  )
  const edits = groups.map((causes, index): Edit => {
    const ops = causes.flatMap((cause) => cause.ops)
    return { producer: imported(index), consumer: causes[0]?.[producer] ?? '', ops }
  })
  const mixed = applyChanges(
    { producer: restored, consumer: contracts[producer].document, producerIs: consumer, same },
    edits,
  )
  const isEqual = (one: Schema, other: Schema): boolean => {
    const side = (schema: Schema) => ({ schema, document: mixed })
    const isWithin = (a: Schema, b: Schema): boolean => {
      const verdict = containsMessages({ producer: side(a), consumer: side(b), direction, open: true, budget: small })
      return verdict.kind === 'proven' && verdict.empty !== true
    }
    const hidden = (schema: Schema) =>
      [schema, { properties: { it: schema } }].map((each) => hiddenMembers(each, mixed, direction)).join('\n')
    return hidden(one) === hidden(other) && isWithin(one, other) && isWithin(other, one)
  }
  const equal = groups.filter(([first], index) =>
    isEqual(at(mixed, first?.[consumer] ?? '') as Schema, at(mixed, imported(index)) as Schema),
  )
  return new Map(equal.flatMap((causes) => causes.map((cause) => [causeName(cause), causes] as const)))
}

/** The causes about values of each schema object, each once. */
function groupsOf(pairs: Set<ValuePair>): Map<string, Cause[]> {
  const groups = new Map<string, Map<string, Cause>>()
  for (const { causes } of pairs)
    for (const cause of causes) {
      if (cause.byRule) continue
      const key = `${cause.base}\n${cause.revision}`
      const group = groups.get(key) ?? new Map<string, Cause>()
      groups.set(key, group.set(causeName(cause), cause))
    }
  return new Map([...groups].map(([key, group]) => [key, [...group.values()]]))
}

const imported = (index: number) => step('/components/schemas', `restored ${index}`)

function withImported(document: JsonObject, schemas: unknown[]): JsonObject {
  const components = (document.components ?? {}) as JsonObject
  const importedSchemas = Object.fromEntries(schemas.map((schema, index) => [`restored ${index}`, schema]))
  return {
    ...document,
    components: { ...components, schemas: { ...((components.schemas ?? {}) as JsonObject), ...importedSchemas } },
  }
}
