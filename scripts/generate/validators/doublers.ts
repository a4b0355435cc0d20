import type { Schema, Schemas } from '../../openapi/model/exchange.ts'
import { walk } from '../../openapi/walk.ts'
import { refsOf } from '../schema/directions.ts'

/** Keywords that apply several schemas to the same value. */
const applicators = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'dependentSchemas', 'contains', 'unevaluatedProperties']

/**
 * The recursive components that apply several schemas to one value. Each schema may visit the values inside, so that
 * the work doubles with each level of nesting.
 */
export function doublers(components: Schemas): Set<string> {
  const targets = new Map(Object.entries(components).map(([name, schema]) => [name, [...refsOf(schema)]]))
  const reached = new Map([...targets.keys()].map((name) => [name, reachedFrom(name, targets)]))
  const isRecursive = (name: string) => reached.get(name)?.has(name) === true
  const together = (name: string) => [...(reached.get(name) ?? [])].filter((other) => reached.get(other)?.has(name))
  const found = [...targets.keys()].filter(
    (name) => isRecursive(name) && together(name).some((other) => appliesSeveral(components[other] ?? true)),
  )
  return new Set(found)
}

function reachedFrom(start: string, targets: ReadonlyMap<string, string[]>): Set<string> {
  const reached = new Set<string>()
  const queue = [...(targets.get(start) ?? [])]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    queue.push(...(targets.get(next) ?? []))
  }
  return reached
}

function appliesSeveral(schema: Schema): boolean {
  let found = false
  walk(schema, 'schema', '', (node) => {
    found ||= applicators.some((keyword) => keyword in node)
  })
  return found
}
