import { canonical } from '../canonical-json.ts'
import { step } from '../pointer.ts'
import type { Json, Schema, SchemaObject } from '../question.ts'
import { expression } from '../regex/pattern.ts'
import { isAnnotation, isRead } from './keywords.ts'
import { type ArrayFacet, emptyNode, type ObjectFacet, type SchemaNode, TYPES, type TypeName } from './node.ts'
import { isSchema } from './resolve.ts'
import type { View } from './view.ts'

const nodes = new WeakMap<object, SchemaNode>()

/** The node of a view's schema. Each schema object is read once. */
export function compile(schema: Schema, view: View, pointer: string): SchemaNode {
  if (typeof schema !== 'object') return { ...emptyNode(pointer), never: !schema }
  const known = nodes.get(schema)
  if (known) return known
  const node = emptyNode(pointer)
  nodes.set(schema, node)
  const at = (...segments: (string | number)[]): string => step(pointer, ...segments)
  const unread = (keyword: string): void =>
    void node.unread.push({ keyword, pointer: at(keyword), value: canonical(schema[keyword] as Json) })
  const child = (part: unknown, ...segments: (string | number)[]): SchemaNode => {
    if (isSchema(part)) return compile(part, view, at(...segments))
    unread(String(segments[0]))
    return emptyNode(at(...segments))
  }
  const one = (keyword: string): SchemaNode | null => (keyword in schema ? child(schema[keyword], keyword) : null)
  const list = (keyword: string): SchemaNode[] => {
    const value = schema[keyword] ?? []
    if (Array.isArray(value)) return value.map((part, index) => child(part, keyword, index))
    unread(keyword)
    return []
  }
  const map = (keyword: string): [string, SchemaNode][] => {
    const value = schema[keyword] ?? {}
    if (isSchema(value)) return Object.entries(value).map(([name, part]) => [name, child(part, keyword, name)])
    unread(keyword)
    return []
  }
  const number = (keyword: string, otherwise: number): number => {
    const value = schema[keyword]
    if (value === undefined) return otherwise
    if (typeof value === 'number') return value
    unread(keyword)
    return otherwise
  }
  const names = (keyword: string, value: unknown): string[] => {
    if (value === undefined) return []
    if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return [...new Set(value)]
    unread(keyword)
    return []
  }

  for (const keyword of Object.keys(schema)) if (!isRead(keyword)) unread(keyword)
  node.types = readTypes(schema, unread)
  node.values = readValues(schema, unread)
  node.not = 'not' in schema ? [child(schema.not, 'not')] : []
  node.all = list('allOf')
  if ('$ref' in schema) {
    const target = view.targets.get(schema.$ref as string)
    if (target) node.all.push(compile(target.schema, view, target.pointer))
    else unread('$ref')
  }
  for (const [keyword, groups] of [
    ['anyOf', node.any],
    ['oneOf', node.one],
  ] as const) {
    if (!(keyword in schema)) continue
    const branches = list(keyword)
    if (branches.length === 1) node.all.push(...branches)
    else groups.push(branches)
  }
  if ('if' in schema)
    node.when.push({
      if: child(schema.if, 'if'),
      yes: one('then') ?? emptyNode(at('then')),
      no: one('else') ?? emptyNode(at('else')),
    })
  const bound = (keyword: string): number | null => (keyword in schema ? number(keyword, Number.NaN) : null)
  node.number = {
    minimum: bound('minimum'),
    maximum: bound('maximum'),
    above: bound('exclusiveMinimum'),
    below: bound('exclusiveMaximum'),
    multipleOf: bound('multipleOf'),
  }
  for (const [facet, value] of Object.entries(node.number))
    if (Number.isNaN(value)) node.number[facet as 'minimum'] = null
  if (node.number.multipleOf !== null && node.number.multipleOf <= 0) unread('multipleOf')
  const text = (keyword: 'pattern' | 'format'): string | null => {
    const value = schema[keyword]
    if (value !== undefined && typeof value !== 'string') unread(keyword)
    return typeof value === 'string' ? value : null
  }
  node.string = {
    min: number('minLength', 0),
    max: number('maxLength', Number.POSITIVE_INFINITY),
    pattern: text('pattern'),
    format: text('format'),
    ...(Array.isArray(schema['x-samples']) && { samples: schema['x-samples'] as string[] }),
  }
  if (node.string.pattern !== null && !expression(node.string.pattern)) unread('pattern')
  node.array = readArray()
  node.object = readObject()
  const asserted = Object.keys(schema).filter((keyword) => !isAnnotation(keyword))
  if (asserted.length === 1 && node.all.length === 1) node.alias = node.all[0] ?? null
  return node

  function readArray(): ArrayFacet {
    return {
      prefix: list('prefixItems'),
      items: one('items'),
      contains: one('contains'),
      minContains: number('minContains', 1),
      maxContains: number('maxContains', Number.POSITIVE_INFINITY),
      min: number('minItems', 0),
      max: number('maxItems', Number.POSITIVE_INFINITY),
      unique: (schema as SchemaObject).uniqueItems === true,
      unevaluated: one('unevaluatedItems'),
    }
  }

  function readObject(): ObjectFacet {
    const members = schema as SchemaObject
    const properties = map('properties')
    const hidden = properties
      .filter(([name]) => isHidden((members.properties as SchemaObject)[name]))
      .map(([name]) => name)
    const patterns = map('patternProperties')
    for (const [pattern] of patterns) if (!expression(pattern)) unread('patternProperties')
    const dependents = isSchema(members.dependentRequired) ? Object.entries(members.dependentRequired) : []
    return {
      properties: new Map(properties),
      hidden: new Set(hidden),
      patterns,
      additional: one('additionalProperties'),
      names: one('propertyNames'),
      required: names('required', members.required),
      min: number('minProperties', 0),
      max: number('maxProperties', Number.POSITIVE_INFINITY),
      dependentRequired: dependents.map(([name, needed]) => [name, names('dependentRequired', needed)]),
      dependentSchemas: map('dependentSchemas'),
      unevaluated: one('unevaluatedProperties'),
    }
  }
}

const isHidden = (part: unknown): boolean => typeof part === 'object' && part !== null && 'x-hidden' in part

function readTypes(schema: SchemaObject, unread: (keyword: string) => void): SchemaNode['types'] {
  const { type } = schema
  if (type === undefined) return null
  const list = Array.isArray(type) ? type : [type]
  const known = list.filter(
    (name): name is TypeName | 'integer' => name === 'integer' || TYPES.includes(name as TypeName),
  )
  if (known.length < list.length) unread('type')
  return new Set(known)
}

function readValues(schema: SchemaObject, unread: (keyword: string) => void): Json[] | null {
  if ('enum' in schema && !Array.isArray(schema.enum)) unread('enum')
  const listed = Array.isArray(schema.enum) ? (schema.enum as Json[]) : null
  if (!('const' in schema)) return listed
  const constant = schema.const as Json
  return listed === null || listed.some((value) => canonical(value) === canonical(constant)) ? [constant] : []
}
