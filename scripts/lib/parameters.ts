import type { Node } from '../openapi/grammar.ts'
import { type In, isIgnoredHeader, parameterWriting } from '../openapi/wire.ts'
import type { Parameter, Schema } from './ir.ts'

const places: readonly unknown[] = ['path', 'query', 'header', 'cookie'] satisfies In[]

/** A parameter with everything that it leaves unsaid (OpenAPI 3.1 §4.8.12.2), or undefined for one that is ignored. */
export function parameterOf(node: Node): Parameter | undefined {
  const name = String(node.name)
  if (!places.includes(node.in) || (node.in === 'header' && isIgnoredHeader(name))) return undefined
  const place = node.in as In
  const [media] = Object.values((node.content ?? {}) as Record<string, Node>)
  return {
    name,
    in: place,
    required: node.required === true || place === 'path',
    writing: parameterWriting(node, place),
    allowEmptyValue: node.allowEmptyValue === true && place === 'query',
    schema: (node.schema ?? media?.schema ?? {}) as Schema,
    ...(typeof node.description === 'string' && { description: node.description }),
    deprecated: node.deprecated === true,
    ...(typeof node['x-successor'] === 'string' && { successor: node['x-successor'] }),
  }
}
