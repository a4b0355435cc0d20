import { astToString, type OpenAPI3, resolveRef, transformSchema } from 'openapi-typescript'
import ts from 'typescript'
import type { Direction } from '../openapi/direction.ts'
import { childrenOf, isJsonObject, type JsonObject, type ObjectKind, replace } from '../openapi/grammar.ts'
import type { Schema, SchemaObject, Schemas } from '../openapi/model/exchange.ts'
import { walk } from '../openapi/walk.ts'
import type { Api } from './api/api.ts'
import { type DirectedSchemas, splitDirections } from './schema/directions.ts'
import { declaredMembers, resolveSchema } from './schema/shape.ts'
import { cutCycles } from './types-cycles.ts'

type LibraryContext = Parameters<typeof transformSchema>[1]

/** `types.ts`: the types that openapi-typescript derives from the document. No other module imports that library. */
export async function types(api: Api, banner: string): Promise<Record<string, string>> {
  const document = documentFor(api)
  const nodes = transformSchema(document as unknown as OpenAPI3, contextOf(document) as LibraryContext)
  return { 'types.ts': `${banner}\n\n${astToString(nodes)}` }
}

/**
 * The context that the library builds from its options. Its entry lints and bundles first, which our bundle does not
 * need: lint rules must not prevent types, and its bundler follows references in examples and fails at a member that
 * is called `hasOwnProperty`.
 */
const contextOf = (document: JsonObject): Partial<LibraryContext> => ({
  defaultNonNullable: false,
  discriminators: { objects: {}, refsHandled: [] },
  injectFooter: [],
  silent: true,
  resolve: ($ref) => resolveRef(document, $ref, { silent: true }),
  transform: (schema) => openEnum(schema as SchemaObject),
})

/** The schemas for types, by direction: without the members that the direction hides. */
export const typedDirections = (api: Api): DirectedSchemas =>
  splitDirections(api.schemas, { hidden: 'omit', responseDefaults: 'keep' })

function documentFor(api: Api): JsonObject {
  const document = structuredClone(api.document)
  const directed = typedDirections(api)
  document.components ??= {}
  const components = document.components as Record<string, JsonObject>
  if (components.schemas) components.schemas = structuredClone(directed.schemas) as JsonObject
  applyViews(document, 'document', undefined, directed)
  walk(document, 'document', '', (node, kind) => {
    if (kind === 'schema') mend(node, directed.schemas)
  })
  if (components.schemas) cutCycles(components.schemas as Record<string, JsonObject>)
  return document
}

function applyViews(
  node: unknown,
  kind: ObjectKind,
  direction: Direction | undefined,
  directed: DirectedSchemas,
): void {
  if (!isJsonObject(node)) return
  for (const child of childrenOf(node, kind)) {
    if (child.kind === 'callback' || child.path[0] === 'webhooks' || child.path[0] === 'schemas') continue
    const next = child.kind === 'response' ? 'response' : child.kind === 'requestBody' ? 'request' : direction
    if (child.kind === 'schema' && next) replace(child, structuredClone(directed.view(child.value as Schema, next)))
    else if (child.kind !== 'schema') applyViews(child.value, child.kind, next, directed)
  }
}

/** Rewrites what openapi-typescript 7.13 gets wrong. */
function mend(schema: JsonObject, schemas: Schemas): void {
  // With a discriminator it replaces the variants' own literals by their names.
  delete schema.discriminator
  // `additionalProperties` with a schema beside members becomes an intersection that no value matches.
  if (schema.properties !== undefined && typeof schema.additionalProperties === 'object')
    schema.additionalProperties = true
  // It types an object without declared members as one that can have none.
  if ([schema.type].flat().includes('object') && isBare(schema)) {
    delete schema.properties
    schema.additionalProperties = true
  }
  if (Array.isArray(schema.allOf) && Array.isArray(schema.required)) requireInPart(schema, schemas)
  // It types an open tuple as a closed one.
  if (Array.isArray(schema.prefixItems) && schema.items !== false) {
    schema.items = { anyOf: [...schema.prefixItems, schema.items ?? {}] }
    delete schema.prefixItems
  }
}

const isBare = ({ properties, additionalProperties, patternProperties, ...rest }: JsonObject): boolean =>
  Object.keys(properties ?? {}).length === 0 &&
  additionalProperties === undefined &&
  patternProperties === undefined &&
  !['allOf', 'anyOf', 'oneOf', 'enum', 'const', '$ref'].some((keyword) => keyword in rest)

/**
 * It requires members by `keyof`, which finds none where a part may be null. A part of its own requires them instead.
 */
function requireInPart(schema: JsonObject, schemas: Schemas): void {
  const parts = schema.allOf as Schema[]
  if (!parts.some((part) => [resolveSchema(part, schemas).type].flat().includes('null'))) return
  const members = declaredMembers({ allOf: parts, properties: schema.properties ?? {} }, schemas)
  const required = schema.required as string[]
  const properties = Object.fromEntries(required.map((name) => [name, structuredClone(members[name] ?? {})]))
  schema.allOf = [...parts, { type: 'object', required, properties }]
  delete schema.required
}

/** `x-extensible-enum`: any string is valid, and editors complete the known values. */
function openEnum(schema: SchemaObject): ts.TypeNode | undefined {
  const values = schema['x-extensible-enum']
  if (!Array.isArray(values) || schema.enum !== undefined || !values.every((value) => typeof value === 'string'))
    return undefined
  const literals = values.map((value) => ts.factory.createLiteralTypeNode(ts.factory.createStringLiteral(value)))
  const never = ts.factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword)
  const text = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword)
  const other = ts.factory.createIntersectionTypeNode([
    text,
    ts.factory.createTypeReferenceNode('Record', [never, never]),
  ])
  const nullable = Array.isArray(schema.type) && schema.type.includes('null')
  const none = nullable ? [ts.factory.createLiteralTypeNode(ts.factory.createNull())] : []
  return ts.factory.createUnionTypeNode([...literals, ts.factory.createParenthesizedType(other), ...none])
}
