import { step } from '../json-schema/pointer.ts'
import { type Child, childrenOf, isJsonObject, type JsonObject, type ObjectKind } from './grammar.ts'

/**
 * Visits an object and all below it, parents first, in the order of the text. Visits a `$ref`, but does not follow
 * it.
 */
export function walk(
  node: unknown,
  kind: ObjectKind,
  pointer: string,
  visit: (node: JsonObject, kind: ObjectKind, pointer: string) => void,
): void {
  if (!isJsonObject(node)) return
  visit(node, kind, pointer)
  for (const child of childrenOf(node, kind)) walk(child.value, child.kind, step(pointer, ...child.path), visit)
}

/** The schemas directly inside one, in the order of the text. */
export function* subschemas(schema: unknown): Generator<Child> {
  if (isJsonObject(schema)) for (const child of childrenOf(schema, 'schema')) if (child.kind === 'schema') yield child
}
