/** Places outside schemas. */
import { at, step } from '../../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Random } from '../../fuzz/requests/random.ts'
import { type Found, isJson, isStable, keysOf, type Operation, resolved } from '../document.ts'
import { shuffled } from '../kind.ts'
import type { Subject } from '../subject.ts'

/** An operation of the document that clients may count on; undefined where none fits. */
export function operationWhere(
  subject: Subject,
  random: Random,
  fits: (operation: Operation) => boolean = () => true,
): Operation | undefined {
  const stable = subject.operations.filter(({ kind, node }) => kind === 'operation' && isStable(node))
  return shuffled(stable, random).find(fits)
}

/** A parameter of an operation. */
export function parameterWhere(
  subject: Subject,
  random: Random,
  fits: (parameter: Found, operation: Operation) => boolean,
): { operation: Operation; parameter: Found } | undefined {
  for (const operation of shuffled(subject.operations, random)) {
    if (operation.kind !== 'operation' || !isStable(operation.node)) continue
    const parameter = shuffled(operation.parameters, random).find(
      (one) => isStable(one.node) && !isIgnored(one.node) && fits(one, operation),
    )
    if (parameter !== undefined) return { operation, parameter }
  }
  return undefined
}

/** OpenAPI ignores these header parameters (3.1 §4.8.12.2). */
const isIgnored = ({ name, in: where }: JsonObject) =>
  where === 'header' && /^(accept|content-type|authorization)$/i.test(String(name))

/** The schema of a parameter that is written as text, behind its references. */
export function schemaOf(subject: Subject, parameter: Found): Found | undefined {
  const schema = resolved(subject.document, step(parameter.pointer, 'schema'))
  return schema === undefined || parameter.node.content !== undefined ? undefined : schema
}

/** True where a schema says one type and nothing else that binds. */
export const isPlain = ({ node }: Found, type: string) =>
  node.type === type &&
  keysOf(node).every(
    (key) =>
      ['type', 'description', 'example', 'examples', 'title', 'deprecated', 'default'].includes(key) ||
      key.startsWith('x-'),
  )

/** The node at a pointer of a copy. */
export const nodeAt = (document: JsonObject, pointer: string) => at(document, pointer) as JsonObject

/** The answers of 2xx. */
export const successesOf = (operation: Operation) => operation.responses.filter(([status]) => /^2/.test(status))

export const hasJsonBody = ({ body }: Operation) => body !== undefined && keysOf(body.node.content).some(isJson)

/** The requirements that hold for an operation. */
export function securityOf(subject: Subject, operation: Operation): JsonObject[] {
  const list = operation.node.security ?? subject.document.security
  return Array.isArray(list) ? list.filter(isJsonObject) : []
}

export const listAt = (node: JsonObject, key: string) => (Array.isArray(node[key]) ? (node[key] as JsonObject[]) : [])
