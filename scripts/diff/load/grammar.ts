/** Which members of an OpenAPI 3.x object hold which other objects: what a walk over a document follows. */

export type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'response'
  | 'header'
  | 'mediaType'
  | 'encoding'
  | 'callback'
  | 'schema'
  | 'example'
  | 'link'
  | 'securityScheme'

/** `one` object, a `list` of them, a `map` of names to them, or a map beside which `x-` members stand. */
type Shape = 'one' | 'list' | 'map' | 'open map'

type Members = Readonly<Record<string, readonly [Shape, Kind]>>

const schemaMembers: Members = {
  ...Object.fromEntries(
    ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'].map((key) => [
      key,
      ['map', 'schema'],
    ]),
  ),
  ...Object.fromEntries(['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((key) => [key, ['list', 'schema']])),
  ...Object.fromEntries(
    [
      ...['not', 'if', 'then', 'else', 'items', 'contains', 'additionalProperties', 'propertyNames'],
      ...['unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
    ].map((key) => [key, ['one', 'schema']]),
  ),
}

const carried: Members = {
  schema: ['one', 'schema'],
  content: ['map', 'mediaType'],
  examples: ['map', 'example'],
}

const operations = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

const grammar: Readonly<Record<Kind, Members>> = {
  document: { paths: ['open map', 'pathItem'], webhooks: ['map', 'pathItem'], components: ['one', 'components'] },
  components: {
    schemas: ['map', 'schema'],
    responses: ['map', 'response'],
    parameters: ['map', 'parameter'],
    examples: ['map', 'example'],
    requestBodies: ['map', 'requestBody'],
    headers: ['map', 'header'],
    securitySchemes: ['map', 'securityScheme'],
    links: ['map', 'link'],
    callbacks: ['map', 'callback'],
    pathItems: ['map', 'pathItem'],
  },
  pathItem: {
    parameters: ['list', 'parameter'],
    ...Object.fromEntries(operations.map((method) => [method, ['one', 'operation']])),
  },
  operation: {
    parameters: ['list', 'parameter'],
    requestBody: ['one', 'requestBody'],
    responses: ['open map', 'response'],
    callbacks: ['map', 'callback'],
  },
  parameter: carried,
  header: carried,
  requestBody: { content: ['map', 'mediaType'] },
  response: { headers: ['map', 'header'], content: ['map', 'mediaType'], links: ['map', 'link'] },
  mediaType: { schema: ['one', 'schema'], encoding: ['map', 'encoding'], examples: ['map', 'example'] },
  encoding: { headers: ['map', 'header'] },
  callback: {},
  schema: schemaMembers,
  example: {},
  link: {},
  securityScheme: {},
}

/** The member of `components` that a kind is kept under. */
export const shelves: Readonly<Partial<Record<Kind, string>>> = Object.fromEntries(
  Object.entries(grammar.components).map(([shelf, [, kind]]) => [kind, shelf]),
)

export type Node = Record<string, unknown>

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export interface Child {
  value: unknown
  kind: Kind
  /** The container that holds the child, and its key there. */
  holder: Node | unknown[]
  key: string | number
  /** From the parent to the child. */
  path: (string | number)[]
}

/** The OpenAPI objects directly inside one, in the order of the text. */
export function* childrenOf(node: Node, kind: Kind): Generator<Child> {
  if (kind === 'callback') {
    yield* members(node, 'pathItem', [], true)
    return
  }
  const known = grammar[kind]
  for (const key of Object.keys(node)) {
    const [shape, child] = Object.hasOwn(known, key) ? (known[key] as [Shape, Kind]) : []
    if (child === undefined) continue
    const value = node[key]
    if (shape === 'one') yield { value, kind: child, holder: node, key, path: [key] }
    else if (shape === 'list' && Array.isArray(value)) {
      for (let index = 0; index < value.length; index++)
        yield { value: value[index], kind: child, holder: value, key: index, path: [key, index] }
    } else if (shape !== 'list' && isNode(value)) yield* members(value, child, [key], shape === 'open map')
  }
}

function* members(map: Node, kind: Kind, path: string[], extended: boolean): Generator<Child> {
  for (const key of Object.keys(map))
    if (!(extended && key.startsWith('x-'))) yield { value: map[key], kind, holder: map, key, path: [...path, key] }
}
