import { step, tokens } from '../json-schema/pointer.ts'
import type { Warning } from './failure.ts'
import { childrenOf, isJsonObject, type JsonObject, type ObjectKind } from './grammar.ts'
import { isRange, isUrlencoded } from './media-type.ts'

export type Dialect = '3.0' | '3.1'

/**
 * Rewrites a document of OpenAPI 3.0 as 3.1, in place and without moving anything (the OpenAPI Initiative's guide
 * from 3.0 to 3.1). Returns the keywords that have no effect, once for each reason. Boolean exclusive bounds in a
 * document of 3.1 are read as in 3.0.
 */
export function upgrade(document: JsonObject, dialect: Dialect, place: (pointer: string) => string): Warning[] {
  const idle = new Map<string, string[]>()
  const seen = new WeakSet<object>()
  const stack: [JsonObject, ObjectKind, string][] = [[document, 'document', '']]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [node, kind, pointer] = next
    if (seen.has(node)) continue
    seen.add(node)
    if (dialect === '3.0') upgradeNode(node, kind, pointer, idle)
    if (kind === 'schema')
      for (const way of ['Minimum', 'Maximum']) exclusive(node, `exclusive${way}`, way.toLowerCase())
    for (const { value, kind: held, path } of [...childrenOf(node, kind)].reverse())
      if (isJsonObject(value)) stack.push([value, held, step(pointer, ...path)])
  }
  return [...idle].map(([message, pointers]) => ({
    place: place(pointers[0] as string),
    message: pointers.length > 1 ? `${message} (and ${pointers.length - 1} more)` : message,
  }))
}

function upgradeNode(node: JsonObject, kind: ObjectKind, pointer: string, idle: Map<string, string[]>): void {
  if (typeof node.$ref === 'string' && kind !== 'pathItem') {
    // OpenAPI 3.0.3 §4.7.23: the siblings of a $ref are ignored.
    for (const key of Object.keys(node)) if (key !== '$ref') delete node[key]
  } else if (kind === 'schema') {
    nameExamples(node)
    nameContents(node)
    const why = widen(node)
    if (why !== undefined) idle.set(why, [...(idle.get(why) ?? []), step(pointer, 'nullable')])
  } else if (kind === 'mediaType') {
    const mediaType = tokens(pointer).at(-1) ?? ''
    if (!isRange(mediaType)) dropBinarySchema(node)
    if (!isUrlencoded(mediaType)) dropStyles(node)
  }
}

/**
 * `nullable` adds null to the `type` beside it, and changes nothing else (3.0.3 §4.7.24). Returns why it has no
 * effect.
 */
function widen(schema: JsonObject): string | undefined {
  const { nullable, type, enum: values, const: value } = schema
  delete schema.nullable
  if (nullable !== true) return undefined
  if (type === undefined) {
    schema['x-nullable-without-type'] = true
    return '"nullable" has no effect without a "type" beside it (OpenAPI 3.0.3); add the type'
  }
  if (Array.isArray(values) && !values.includes(null))
    return '"nullable" does not allow null here, because the "enum" beside it does not list null; add null to it'
  if (value !== undefined && value !== null)
    return '"nullable" does not allow null here, because the "const" beside it is another value; write an enum of both'
  const types = Array.isArray(type) ? type : [type]
  schema.type = types.includes('null') ? types : [...types, 'null']
  return undefined
}

function nameExamples(schema: JsonObject): void {
  if (!('example' in schema)) return
  schema.examples = [schema.example]
  delete schema.example
}

/** 3.1 writes text that encodes bytes as `contentEncoding`, and bytes as `contentMediaType`. */
function nameContents(schema: JsonObject): void {
  if (schema.type !== 'string') return
  if (schema.format === 'byte') schema.contentEncoding = 'base64'
  else if (schema.format === 'binary') schema.contentMediaType = 'application/octet-stream'
  else return
  delete schema.format
}

function exclusive(schema: JsonObject, flag: string, bound: string): void {
  if (typeof schema[flag] !== 'boolean') return
  if (schema[flag] === true && schema[bound] !== undefined) {
    schema[flag] = schema[bound]
    delete schema[bound]
  } else delete schema[flag]
}

/** A whole body of bytes has no schema in 3.1 (§4.8.14.3). For a range it means that the body is not JSON. */
function dropBinarySchema(media: JsonObject): void {
  const { schema } = media
  if (isJsonObject(schema) && schema.type === 'string' && schema.format === 'binary') media.schema = {}
}

/** In 3.0 styles apply to urlencoded forms only (3.0.3 §4.7.15); in 3.1 they apply to multipart forms too. */
function dropStyles(media: JsonObject): void {
  if (!isJsonObject(media.encoding)) return
  for (const encoding of Object.values(media.encoding))
    if (isJsonObject(encoding)) for (const key of ['style', 'explode', 'allowReserved']) delete encoding[key]
}
