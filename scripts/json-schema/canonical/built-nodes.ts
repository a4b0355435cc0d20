import type { Json } from '../question.ts'
import { emptyNode, type SchemaNode } from '../read/node.ts'
import { identified } from './identify.ts'

/** A schema that the solver builds for itself. */
export function makeNode(parts: Partial<SchemaNode>): SchemaNode {
  return identified({ ...emptyNode('#'), ...parts })
}

export const ANYTHING = makeNode({})
export const NOTHING = makeNode({ never: true })
export const valuesNode = (values: Json[]): SchemaNode => makeNode({ values })
export const textNode = (pattern: string): SchemaNode =>
  makeNode({ types: new Set(['string']), string: { min: 0, max: Number.POSITIVE_INFINITY, pattern, format: null } })
