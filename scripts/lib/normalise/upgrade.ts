import { tokens } from '../../json-schema/pointer.ts'
import { isUrlencoded } from '../../openapi/media-type.ts'
import { type Node, walk } from '../walk.ts'

/** OpenAPI 3.0's dialect of JSON Schema, rewritten in place as 2020-12 (the OpenAPI Initiative's 3.0 to 3.1 guide). */
export function upgrade(document: Node): void {
  const seen = new Set<Node>()
  walk(document, 'document', '', (node, kind, pointer) => {
    if (seen.has(node)) return
    seen.add(node)
    if (typeof node.$ref === 'string') dropSiblings(node)
    else if (kind === 'schema') upgradeSchema(node)
    if (kind === 'media') {
      dropBinarySchema(node)
      dropStyles(node, pointer)
    }
  })
  document.openapi = '3.1.0'
}

/** In 3.0 whatever stands beside `$ref` is ignored (3.0.3 §4.7.23). */
function dropSiblings(node: Node): void {
  for (const key of Object.keys(node)) if (key !== '$ref') delete node[key]
}

function upgradeSchema(schema: Node): void {
  if (schema.nullable === true) allowNull(schema)
  delete schema.nullable
  bound(schema, 'exclusiveMinimum', 'minimum')
  bound(schema, 'exclusiveMaximum', 'maximum')
  if ('example' in schema) {
    schema.examples = [schema.example]
    delete schema.example
  }
  if (schema.type === 'string' && schema.format === 'byte') {
    schema.contentEncoding = 'base64'
    delete schema.format
  }
  if (schema.type === 'string' && schema.format === 'binary') {
    schema.contentMediaType = 'application/octet-stream'
    delete schema.format
  }
}

/** `nullable` counts beside `type`; beside a combinator alone its authors mean the same, and no reader refuses it. */
function allowNull(schema: Node): void {
  if (typeof schema.type === 'string') {
    schema.type = [schema.type, 'null']
    if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null]
    if (combinators.some((keyword) => keyword in schema)) moveIntoUnion(schema)
    return
  }
  if (combinators.some((keyword) => keyword in schema) || Array.isArray(schema.enum)) moveIntoUnion(schema)
}

const combinators = ['allOf', 'anyOf', 'oneOf', '$ref']
const annotations = new Set([
  'title',
  'description',
  'deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'example',
  'xml',
  'externalDocs',
])

function moveIntoUnion(schema: Node): void {
  const inner: Node = {}
  for (const key of Object.keys(schema)) {
    if (annotations.has(key) || key === 'nullable' || key.startsWith('x-')) continue
    inner[key] = schema[key]
    delete schema[key]
  }
  schema.anyOf = [inner, { type: 'null' }]
}

function bound(schema: Node, exclusive: 'exclusiveMinimum' | 'exclusiveMaximum', inclusive: string): void {
  if (schema[exclusive] === true && typeof schema[inclusive] === 'number') {
    schema[exclusive] = schema[inclusive]
    delete schema[inclusive]
  } else if (typeof schema[exclusive] === 'boolean') {
    delete schema[exclusive]
  }
}

/** Styles count in urlencoded forms alone (3.0.3 §4.7.15); since 3.1 they count in multipart forms too. */
function dropStyles(media: Node, pointer: string): void {
  if (isUrlencoded(tokens(pointer).at(-1) ?? '')) return
  for (const encoding of Object.values((media.encoding ?? {}) as Record<string, Node>))
    for (const key of ['style', 'explode', 'allowReserved']) delete encoding[key]
}

/** A whole body of bytes has no JSON Schema in 3.1 (§4.8.14.3). */
function dropBinarySchema(media: Node): void {
  const schema = media.schema as Node | undefined
  if (schema?.type === 'string' && schema.format === 'binary') media.schema = {}
}
