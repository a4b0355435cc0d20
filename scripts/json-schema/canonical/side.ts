import type { Schema, Sided, Vocabulary } from '../question.ts'
import { compile } from '../read/compile.ts'
import { guard } from '../read/cut-loops.ts'
import type { SchemaNode } from '../read/node.ts'
import { PLAIN, type Reading, type View, viewOf } from '../read/view.ts'
import { identified } from './identify.ts'

/** One side of a question, read with a vocabulary. */
interface Side {
  view: View
  node: SchemaNode
}

export function readSide(
  { schema, document }: Sided,
  vocabulary: Vocabulary = PLAIN,
  reading: Reading = 'plain',
): Side {
  const view = viewOf(document, vocabulary, reading)
  return { view, node: nodeOf(view.read(schema), view) }
}

/** The node of a schema that belongs to the view. */
export function nodeOf(schema: Schema, view: View): SchemaNode {
  const node = compile(schema, view, '')
  guard(node)
  node.id = identified(node).id
  return node
}
