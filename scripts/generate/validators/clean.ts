import { step } from '../../json-schema/pointer.ts'
import type { Warning } from '../../openapi/failure.ts'
import { isJsonObject, type JsonObject, replace } from '../../openapi/grammar.ts'
import type { Schema } from '../../openapi/model/exchange.ts'
import { subschemas } from '../../openapi/walk.ts'
import { compiles } from '../schema/pattern.ts'

type Test = (value: unknown) => boolean
const isNumber: Test = (value) => typeof value === 'number' && Number.isFinite(value)
const isCount: Test = (value) => Number.isInteger(value) && (value as number) >= 0
const isText: Test = (value) => typeof value === 'string'
const isSchema: Test = (value) => isJsonObject(value) || typeof value === 'boolean'
const isSchemas: Test = (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema)
const isSchemaMap: Test = (value) => isJsonObject(value) && Object.values(value as JsonObject).every(isSchema)
const isNames: Test = (value) => Array.isArray(value) && value.every(isText)
const types = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'])

/** The assertion keywords, and which values they must have. */
const assertions: Record<string, { test: Test; expects: string }> = {
  $ref: { test: isText, expects: 'a reference' },
  type: {
    test: (value) => [value].flat().length > 0 && [value].flat().every((type) => types.has(type as string)),
    expects: 'a JSON Schema type',
  },
  enum: { test: (value) => Array.isArray(value) && value.length > 0, expects: 'a list of values' },
  const: { test: () => true, expects: 'a value' },
  ...each(['multipleOf'], (value) => isNumber(value) && (value as number) > 0, 'a number above 0'),
  ...each(['maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'], isNumber, 'a number'),
  ...each(
    ['maxLength', 'minLength', 'maxItems', 'minItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties'],
    isCount,
    'an integer from 0',
  ),
  pattern: { test: (value) => isText(value) && compiles(value as string), expects: 'a regular expression of ECMA-262' },
  format: { test: isText, expects: 'a name' },
  uniqueItems: { test: (value) => typeof value === 'boolean', expects: 'true or false' },
  required: { test: isNames, expects: 'a list of member names' },
  dependentRequired: {
    test: (value) => isJsonObject(value) && Object.values(value as JsonObject).every(isNames),
    expects: 'lists of member names',
  },
  ...each(['properties', 'patternProperties', 'dependentSchemas'], isSchemaMap, 'schemas by name'),
  ...each(['allOf', 'anyOf', 'oneOf', 'prefixItems'], isSchemas, 'a list of schemas'),
  ...each(
    [
      'items',
      'contains',
      'additionalProperties',
      'propertyNames',
      'unevaluatedItems',
      'unevaluatedProperties',
      'not',
      'if',
      'then',
      'else',
    ],
    isSchema,
    'a schema',
  ),
  hidden: { test: isText, expects: 'a keyword' },
}

function each(keywords: string[], test: Test, expects: string): Record<string, { test: Test; expects: string }> {
  return Object.fromEntries(keywords.map((keyword) => [keyword, { test, expects }]))
}

/**
 * A schema with assertions only, and each `$ref` replaced by `reference(name)`. Reports and removes what a validator
 * cannot check.
 */
export function cleanSchema(
  schema: Schema,
  context: {
    pointer: string
    formats: ReadonlySet<string>
    reference(name: string): string
    warn(warning: Warning): void
  },
): Schema {
  if (typeof schema !== 'object') return schema
  const { pointer, formats, reference, warn } = context
  const clean: JsonObject = {}
  for (const [keyword, value] of Object.entries(schema)) {
    const rule = Object.hasOwn(assertions, keyword) ? assertions[keyword] : undefined
    if (!rule) continue
    if (!rule.test(value)) {
      warn({
        place: step(pointer, keyword),
        message: `"${keyword}" must be ${rule.expects}, not ${brief(value)}, so it checks nothing`,
      })
    } else if (keyword === 'format' && !formats.has(value as string)) {
      warn({
        place: step(pointer, keyword),
        message: `format "${value}" is unknown, so it checks nothing; add a pattern`,
      })
    } else {
      clean[keyword] = keyword === '$ref' ? reference(String(value).slice('#/components/schemas/'.length)) : value
    }
  }
  for (const keyword of [
    'properties',
    'patternProperties',
    'dependentSchemas',
    'allOf',
    'anyOf',
    'oneOf',
    'prefixItems',
  ]) {
    if (clean[keyword] !== undefined)
      clean[keyword] = Array.isArray(clean[keyword]) ? [...clean[keyword]] : { ...(clean[keyword] as JsonObject) }
  }
  for (const child of [...subschemas(clean)]) {
    replace(child, cleanSchema(child.value as Schema, { ...context, pointer: step(pointer, ...child.path) }))
  }
  return checkPatterns(clean, context)
}

/** Reports and removes `patternProperties` whose pattern does not compile. */
function checkPatterns(
  clean: JsonObject,
  { pointer, warn }: { pointer: string; warn(warning: Warning): void },
): JsonObject {
  const patterns = clean.patternProperties as JsonObject | undefined
  for (const pattern of Object.keys(patterns ?? {})) {
    if (compiles(pattern) || !patterns) continue
    warn({
      place: step(pointer, 'patternProperties', pattern),
      message: 'this pattern is not a regular expression of ECMA-262, so it checks nothing',
    })
    delete patterns[pattern]
  }
  return clean
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
