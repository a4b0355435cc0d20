import { SUBSCHEMAS } from '../json-schema/read/keywords.ts'

/** What each member of each OpenAPI 3.x object holds: another OpenAPI object, or plain JSON. */

export type ObjectKind =
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
  | 'flows'
  | 'flow'
  | 'requirement'
  | 'server'
  | 'serverVariable'
  | 'info'
  | 'contact'
  | 'license'
  | 'tag'
  | 'externalDocs'
  | 'discriminator'
  | 'xml'

/** JSON that is no OpenAPI object. `text` is for people; YAML reads it as a number where it has digits only. */
export type ValueKind = 'string' | 'text' | 'number' | 'boolean' | 'bound' | 'type' | 'where' | 'strings' | 'anything'

/** One value, a `list`, a `map` by name, a map that may hold `x-` members too (`open map`), or one value or a list. */
type Multiplicity = 'one' | 'list' | 'map' | 'open map' | 'one or list'

export type MemberRule = readonly [Multiplicity, ObjectKind | ValueKind]
type MemberTable = Readonly<Record<string, MemberRule>>

/** The key of a table that stands for all other names, except those that start with `x-`. */
const anyName = '*'

const each = (keys: string, member: MemberRule): MemberTable =>
  Object.fromEntries(keys.split(' ').map((key) => [key, member]))

export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

const words: MemberTable = { ...each('summary description', ['one', 'text']), externalDocs: ['one', 'externalDocs'] }

const schemaMembers: MemberTable = {
  ...Object.fromEntries(
    Object.entries(SUBSCHEMAS).map(([keyword, multiplicity]): [string, MemberRule] => [
      keyword,
      [multiplicity, 'schema'],
    ]),
  ),
  ...each('$defs definitions', ['map', 'schema']),
  contentSchema: ['one', 'schema'],
  ...each('maxLength minLength maxItems minItems maxProperties minProperties', ['one', 'number']),
  ...each('minimum maximum multipleOf minContains maxContains', ['one', 'number']),
  ...each('exclusiveMinimum exclusiveMaximum', ['one', 'bound']),
  ...each('uniqueItems nullable readOnly writeOnly deprecated', ['one', 'boolean']),
  ...each('pattern format $id $anchor $dynamicAnchor $dynamicRef $schema', ['one', 'string']),
  ...each('contentEncoding contentMediaType', ['one', 'string']),
  ...each('title description $comment', ['one', 'text']),
  type: ['one or list', 'type'],
  required: ['list', 'string'],
  enum: ['list', 'anything'],
  dependentRequired: ['map', 'strings'],
  discriminator: ['one', 'discriminator'],
  xml: ['one', 'xml'],
  externalDocs: ['one', 'externalDocs'],
}

const carried: MemberTable = {
  schema: ['one', 'schema'],
  content: ['map', 'mediaType'],
  examples: ['map', 'example'],
  style: ['one', 'string'],
  ...each('required deprecated explode allowReserved allowEmptyValue', ['one', 'boolean']),
  ...words,
}

const grammar: Readonly<Record<ObjectKind, MemberTable>> = {
  document: {
    paths: ['open map', 'pathItem'],
    webhooks: ['map', 'pathItem'],
    components: ['one', 'components'],
    info: ['one', 'info'],
    servers: ['list', 'server'],
    security: ['list', 'requirement'],
    tags: ['list', 'tag'],
    externalDocs: ['one', 'externalDocs'],
    jsonSchemaDialect: ['one', 'string'],
  },
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
    ...each(methods.join(' '), ['one', 'operation']),
    servers: ['list', 'server'],
    ...words,
  },
  operation: {
    parameters: ['list', 'parameter'],
    requestBody: ['one', 'requestBody'],
    responses: ['open map', 'response'],
    callbacks: ['map', 'callback'],
    servers: ['list', 'server'],
    security: ['list', 'requirement'],
    tags: ['list', 'text'],
    operationId: ['one', 'string'],
    deprecated: ['one', 'boolean'],
    ...words,
  },
  parameter: { ...carried, name: ['one', 'string'], in: ['one', 'where'] },
  header: carried,
  requestBody: { content: ['map', 'mediaType'], required: ['one', 'boolean'], ...words },
  response: { headers: ['map', 'header'], content: ['map', 'mediaType'], links: ['map', 'link'], ...words },
  mediaType: { schema: ['one', 'schema'], encoding: ['map', 'encoding'], examples: ['map', 'example'] },
  encoding: {
    headers: ['map', 'header'],
    ...each('contentType style', ['one', 'string']),
    ...each('explode allowReserved', ['one', 'boolean']),
  },
  callback: { [anyName]: ['one', 'pathItem'] },
  schema: schemaMembers,
  example: { externalValue: ['one', 'string'], ...words },
  link: {
    ...each('operationRef operationId', ['one', 'string']),
    parameters: ['map', 'anything'],
    server: ['one', 'server'],
    ...words,
  },
  securityScheme: {
    ...each('type name in scheme bearerFormat openIdConnectUrl', ['one', 'string']),
    flows: ['one', 'flows'],
    ...words,
  },
  flows: each('implicit password clientCredentials authorizationCode', ['one', 'flow']),
  flow: { ...each('authorizationUrl tokenUrl refreshUrl', ['one', 'string']), scopes: ['open map', 'text'] },
  requirement: { [anyName]: ['list', 'string'] },
  server: { url: ['one', 'string'], variables: ['map', 'serverVariable'], ...words },
  serverVariable: { default: ['one', 'text'], enum: ['list', 'text'], ...words },
  info: {
    ...each('title version termsOfService', ['one', 'text']),
    contact: ['one', 'contact'],
    license: ['one', 'license'],
    ...words,
  },
  contact: each('name url email', ['one', 'text']),
  license: each('name identifier url', ['one', 'text']),
  tag: { name: ['one', 'text'], ...words },
  externalDocs: each('description url', ['one', 'text']),
  discriminator: { propertyName: ['one', 'string'], mapping: ['map', 'string'] },
  xml: { ...each('name namespace prefix', ['one', 'string']), ...each('attribute wrapped', ['one', 'boolean']) },
}

/** The section of `components` for each kind. */
export const sections: Readonly<Partial<Record<ObjectKind | ValueKind, string>>> = Object.fromEntries(
  Object.entries(grammar.components).map(([section, [, kind]]) => [kind, section]),
)

export type JsonObject = Record<string, unknown>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a member of an OpenAPI object holds; undefined where it may hold anything. */
export function memberOf(kind: ObjectKind, key: string): MemberRule | undefined {
  const known = grammar[kind]
  if (Object.hasOwn(known, key)) return known[key]
  return key.startsWith('x-') || key === '$ref' ? undefined : known[anyName]
}

/** The kind of object at a path below the document's root; undefined where it is no OpenAPI object. */
export function kindAt(path: readonly string[]): ObjectKind | undefined {
  let kind: ObjectKind = 'document'
  for (let index = 0; index < path.length; index++) {
    const [multiplicity, held]: MemberRule | [] = memberOf(kind, path[index] as string) ?? []
    if (held === undefined || !isKind(held)) return undefined
    if (multiplicity !== 'one' && ++index === path.length) return undefined
    kind = held
  }
  return kind
}

/** True for objects whose members may have any name. */
export const isOpen = (kind: ObjectKind): boolean => Object.hasOwn(grammar[kind], anyName)

export const isKind = (held: ObjectKind | ValueKind): held is ObjectKind => Object.hasOwn(grammar, held)

export interface Child {
  value: unknown
  kind: ObjectKind
  /** The container that holds the child, and its key there. */
  holder: JsonObject | unknown[]
  key: string | number
  /** The path from the parent to the child. */
  path: (string | number)[]
}

/** Replaces a child, even one that is called `__proto__`. */
export function replace({ holder, key }: Pick<Child, 'holder' | 'key'>, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })
}

/** The OpenAPI objects directly inside one, in the order of the text. */
export function* childrenOf(node: JsonObject, kind: ObjectKind): Generator<Child> {
  for (const key of Object.keys(node)) {
    const [multiplicity, child] = memberOf(kind, key) ?? []
    if (child === undefined || !isKind(child)) continue
    const value = node[key]
    if (multiplicity === 'one') yield { value, kind: child, holder: node, key, path: [key] }
    else if (multiplicity === 'list' && Array.isArray(value)) {
      for (let index = 0; index < value.length; index++)
        yield { value: value[index], kind: child, holder: value, key: index, path: [key, index] }
    } else if (multiplicity !== 'list' && isJsonObject(value))
      yield* members(value, child, [key], multiplicity === 'open map')
  }
}

function* members(map: JsonObject, kind: ObjectKind, path: string[], extended: boolean): Generator<Child> {
  for (const key of Object.keys(map))
    if (!(extended && key.startsWith('x-'))) yield { value: map[key], kind, holder: map, key, path: [...path, key] }
}
