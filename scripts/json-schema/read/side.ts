import { identified } from '../canonical/identify.ts'
import type { Direction, Schema, Sided } from '../question.ts'
import { compile } from './compile.ts'
import { guard } from './cut-loops.ts'
import type { SchemaNode } from './node.ts'
import { type Reading, type View, viewOf } from './view.ts'

/** A side of a question, read for one direction. */
export interface Side {
  view: View
  node: SchemaNode
}

export function readSide({ schema, document }: Sided, direction: Direction, reading: Reading = 'plain'): Side {
  const view = viewOf(document, direction, reading)
  return { view, node: nodeOf(view.read(schema), view) }
}

/** Reads a schema of the view itself. */
export function nodeOf(schema: Schema, view: View): SchemaNode {
  const node = compile(schema, view, '')
  guard(node)
  node.id = identified(node).id
  return node
}
