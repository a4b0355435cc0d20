import { contains } from '../json-schema/contains.ts'
import type { Json } from '../json-schema/question.ts'
import type { Schema, Schemas } from '../openapi/model/exchange.ts'
import { vocabularies } from '../openapi/vocabulary.ts'

/** A value that all these schemas allow in a response; undefined where the solver finds none within its budget. */
export function solve(schemas: Schema[], components: Schemas): Json | undefined {
  const document = documentOf(components)
  const producer = { schema: { allOf: schemas }, document }
  // The consumer accepts nothing, so that any value of the producer refutes containment.
  const answer = contains({ producer, consumer: { schema: false, document }, vocabulary: vocabularies.response })
  return answer.kind === 'refuted' ? answer.witness : undefined
}

const documents = new WeakMap<object, { components: { schemas: Schemas } }>()

/** One object for the same components, because the solver caches schemas by document. */
function documentOf(schemas: Schemas) {
  const document = documents.get(schemas) ?? { components: { schemas } }
  documents.set(schemas, document)
  return document
}
