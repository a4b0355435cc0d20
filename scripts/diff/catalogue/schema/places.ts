/** The places of schemas in a contract: the first half of an id such as `request-property-max-decreased`. */

import type { Schema } from '../../../json-schema/question.ts'
import type { Fragment } from '../row.ts'

/** The part of a message that a schema describes. */
export type Subject = 'request-parameter' | 'request-body' | 'response-body' | 'response-header'

export interface SchemaPlace {
  /** The first part of the id, without the dash that follows it. */
  prefix: Subject | `${'request' | 'response' | 'request-parameter' | 'response-header'}-property`
  /** The place as the subject of a sentence. */
  noun: string
  direction: 'request' | 'response'
  /** True where the schema is the whole body, parameter or header. */
  whole: boolean
  /** True in bodies, whose values are JSON and not text. */
  bodies: boolean
  /** The part of an operation that holds the schema. */
  frame: (schema: Schema) => Fragment
}

export const places: readonly SchemaPlace[] = [
  {
    prefix: 'request-body',
    noun: "a request's body",
    direction: 'request',
    whole: true,
    bodies: true,
    frame: (schema) => requestBody(schema),
  },
  {
    prefix: 'request-property',
    noun: "a member of a request's body",
    direction: 'request',
    whole: false,
    bodies: true,
    frame: (schema) => requestBody(holder(schema)),
  },
  {
    prefix: 'request-parameter',
    noun: 'a parameter',
    direction: 'request',
    whole: true,
    bodies: false,
    frame: (schema) => ({ parameters: [{ name: 'filter', in: 'query', schema }] }),
  },
  {
    prefix: 'request-parameter-property',
    noun: "a member of a parameter's object",
    direction: 'request',
    whole: false,
    bodies: false,
    frame: (schema) => ({ parameters: [{ name: 'filter', in: 'query', style: 'deepObject', schema: holder(schema) }] }),
  },
  {
    prefix: 'response-body',
    noun: "a response's body",
    direction: 'response',
    whole: true,
    bodies: true,
    frame: (schema) => response({ content: { 'application/json': { schema } } }),
  },
  {
    prefix: 'response-property',
    noun: "a member of a response's body",
    direction: 'response',
    whole: false,
    bodies: true,
    frame: (schema) => response({ content: { 'application/json': { schema: holder(schema) } } }),
  },
  {
    prefix: 'response-header',
    noun: "a response's header",
    direction: 'response',
    whole: true,
    bodies: false,
    frame: (schema) => response({ headers: { 'X-Stock': { schema } } }),
  },
  {
    prefix: 'response-header-property',
    noun: "a member of a response header's object",
    direction: 'response',
    whole: false,
    bodies: false,
    frame: (schema) => response({ headers: { 'X-Stock': { schema: holder(schema) } } }),
  },
]

function requestBody(schema: Schema): Fragment {
  return { requestBody: { content: { 'application/json': { schema } } } }
}

function response(parts: Fragment): Fragment {
  return { responses: { 200: { description: 'OK', ...parts } } }
}

function holder(schema: Schema): Schema {
  return { type: 'object', properties: { value: schema } }
}
