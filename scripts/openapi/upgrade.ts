import { childrenOf, isNode, type Kind, type Node } from './grammar.ts'

export type Dialect = '3.0' | '3.1'

/**
 * Rewrites the schemas of a document as JSON Schema 2020-12, in place and without moving anything: of OpenAPI 3.0
 * `nullable` (3.0.3 §4.7.24: it needs a `type` beside it) and the ignored siblings of a `$ref`. Boolean exclusive bounds
 * are what many documents of 3.1 still have; they mean there what they meant in 3.0.
 */
export function upgrade(document: Node, dialect: Dialect): void {
  const seen = new WeakSet<object>()
  const queue: [Node, Kind][] = [[document, 'document']]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [node, kind] = next
    if (seen.has(node)) continue
    seen.add(node)
    if (kind === 'schema') upgradeSchema(node, dialect)
    for (const child of childrenOf(node, kind)) if (isNode(child.value)) queue.push([child.value, child.kind])
  }
}

function upgradeSchema(schema: Node, dialect: Dialect): void {
  if (dialect === '3.0') {
    if (typeof schema.$ref === 'string') {
      for (const key of Object.keys(schema)) if (key !== '$ref') delete schema[key]
      return
    }
    if (schema.nullable === true && schema.type !== undefined) schema.type = withNull(schema.type)
    else if (schema.nullable === true) schema['x-nullable-without-type'] = true
    delete schema.nullable
  }
  exclusive(schema, 'exclusiveMinimum', 'minimum')
  exclusive(schema, 'exclusiveMaximum', 'maximum')
}

function withNull(type: unknown): unknown {
  const types = Array.isArray(type) ? type : [type]
  return types.includes('null') ? types : [...types, 'null']
}

function exclusive(schema: Node, flag: string, bound: string): void {
  if (typeof schema[flag] !== 'boolean') return
  if (schema[flag] === true && schema[bound] !== undefined) {
    schema[flag] = schema[bound]
    delete schema[bound]
  } else delete schema[flag]
}
