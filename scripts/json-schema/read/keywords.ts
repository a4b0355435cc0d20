/** Where a keyword of JSON Schema 2020-12 holds sub-schemas. */
export const SUBSCHEMAS: Readonly<Record<string, 'one' | 'list' | 'map'>> = {
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  not: 'one',
  if: 'one',
  // biome-ignore lint/suspicious/noThenProperty: the keyword's name
  then: 'one',
  else: 'one',
  properties: 'map',
  patternProperties: 'map',
  additionalProperties: 'one',
  propertyNames: 'one',
  unevaluatedProperties: 'one',
  dependentSchemas: 'map',
  prefixItems: 'list',
  items: 'one',
  contains: 'one',
  unevaluatedItems: 'one',
}

/** Assertion keywords that hold no schema. */
const ASSERTIONS: ReadonlySet<string> = new Set([
  '$ref',
  'type',
  'enum',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minContains',
  'maxContains',
  'minProperties',
  'maxProperties',
  'required',
  'dependentRequired',
])

/** Keywords that name schemas or hold them for references. They refuse no value. */
export const SCAFFOLDING = ['$id', '$schema', '$anchor', '$dynamicAnchor', '$defs', 'definitions'] as const

/** Keywords for human readers. */
export const DOCUMENTATION = ['title', 'description', 'examples', '$comment'] as const

/** Keywords for programs other than validators (JSON Schema 2020-12, validation §9). */
export const METADATA = ['default', 'deprecated', 'readOnly', 'writeOnly'] as const

/** Keywords for the content of a string (JSON Schema 2020-12, validation §8). */
const CONTENT = ['contentEncoding', 'contentMediaType', 'contentSchema'] as const

const ANNOTATIONS: ReadonlySet<string> = new Set([...SCAFFOLDING, ...DOCUMENTATION, ...METADATA, ...CONTENT])

/** True for keywords that refuse no value. */
export const isAnnotation = (keyword: string): boolean => ANNOTATIONS.has(keyword) || keyword.startsWith('x-')

export const isRead = (keyword: string): boolean =>
  Object.hasOwn(SUBSCHEMAS, keyword) || ASSERTIONS.has(keyword) || isAnnotation(keyword)
