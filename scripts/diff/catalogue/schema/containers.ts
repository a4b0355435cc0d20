/** Changes of what arrays and objects may hold. */
import type { Schema } from '../../../json-schema/question.ts'
import type { SchemaChange } from './change.ts'

const array = { type: 'array', items: { type: 'string' } }
const object = { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } }
const anything = { type: 'array' }
const words = { type: 'string' }

const ruled = (keyword: string, schema: unknown) => ({ ...object, [keyword]: schema })
const tuple = (more: object = {}) => ({ type: 'array', prefixItems: [words], ...more })
const short = { maxLength: 10 }
const long = { minLength: 11 }

/** The variant for the schema `false`, which refuses everything. */
const closed = (whose: string, keyword: string) => ({
  closed: {
    when: `the revision has \`${keyword}: false\``,
    sentence: {
      request: `${whose} are refused now (${keyword}: false)`,
      response: `${whose} are no longer sent (${keyword}: false)`,
    },
  },
})

const closing: Readonly<Record<string, SchemaChange['variants']>> = {
  'unevaluated-items': closed('items that no other keyword covers', 'unevaluatedItems'),
  'unevaluated-properties': closed('members that no other keyword covers', 'unevaluatedProperties'),
  'additional-properties': closed('unknown members', 'additionalProperties'),
}

// biome-ignore format: a table
export const containers: readonly SchemaChange[] = [
  ...pair('unique-items', 'items must differ from each other (`uniqueItems`)', ['items must be unique now (uniqueItems)', 'items need not be unique any more (uniqueItems)'], array, { ...array, uniqueItems: true }),
  ...pair('items', 'all items must match a schema (`items`)', ['all items must match a schema now (items: {to:value})', 'items of any kind are allowed now (items was {from:value})'], anything, array),
  ...pair('contains', 'at least one item must match `contains`', ['at least one item must match a schema now (contains: {to:value})', 'no item has to match a schema any more (contains was {from:value})'], anything, { type: 'array', contains: { const: 'main' } }),
  ...pair('property-names', "its members' names must match `propertyNames`", ['names of members must match a schema now (propertyNames: {to:value})', 'names of members need not match a schema any more (propertyNames was {from:value})'], object, ruled('propertyNames', short)),
  ...pair('pattern-property', 'members whose name matches a pattern must match a schema (`patternProperties`)', ['members whose names match {to:value} must match a schema now (patternProperties)', 'members whose names match {from:value} need not match a schema any more (patternProperties)'], object, ruled('patternProperties', { '^x-': words })),
  ...pair('dependent-required', 'one member requires another (`dependentRequired`)', ['where {keyword} is present, other members are required now (dependentRequired): {to:list}', 'where {keyword} is present, other members are no longer required (dependentRequired): {from:list}'], object, ruled('dependentRequired', { street: ['city'] })),
  ...pair('dependent-schema', 'one member requires that the object match a schema (`dependentSchemas`)', ['where {keyword} is present, a schema must be matched now (dependentSchemas)', 'where {keyword} is present, a schema need not be matched any more (dependentSchemas)'], object, ruled('dependentSchemas', { street: { required: ['city'] } })),
  ...pair('unevaluated-items', 'items that no other keyword covers must match a schema (`unevaluatedItems`)', ['items that no other keyword covers must match a schema now (unevaluatedItems: {to:value})', 'items that no other keyword covers are allowed now (unevaluatedItems was {from:value})'], tuple(), tuple({ unevaluatedItems: false })),
  ...pair('unevaluated-properties', 'members that no other keyword covers must match a schema (`unevaluatedProperties`)', ['members that no other keyword covers must match a schema now (unevaluatedProperties: {to:value})', 'members that no other keyword covers are allowed now (unevaluatedProperties was {from:value})'], object, ruled('unevaluatedProperties', false)),
  ...pair('additional-properties', 'unknown members must match a schema, or are refused (`additionalProperties`)', ['unknown members must match a schema now (additionalProperties: {to:value})', 'unknown members of any kind are allowed now (additionalProperties was {from:value})'], object, ruled('additionalProperties', false)),
  { suffix: 'dependent-required-changed', effect: 'moves', what: 'the members that one member requires were changed', sentence: 'the members that {keyword} requires changed from {from:list} to {to:list} (dependentRequired)', before: { ...object, dependentRequired: { street: ['city'] } }, after: { ...object, dependentRequired: { street: ['country'] } } },
  changed('contains', 'the schema that at least one item must match (`contains`)', 'the schema that at least one item must match changed from {from:value} to {to:value} (contains)', { type: 'array', contains: { const: 'main' } }, { type: 'array', contains: { const: 'first' } }),
  changed('property-names', "the schema that its members' names must match (`propertyNames`)", 'the schema of members\' names changed from {from:value} to {to:value} (propertyNames)', ruled('propertyNames', short), ruled('propertyNames', long)),
  changed('dependent-schema', 'the schema that one member requires (`dependentSchemas`)', 'the schema to match where {keyword} is present changed (dependentSchemas)', ruled('dependentSchemas', { street: { required: ['city'] } }), ruled('dependentSchemas', { street: { required: ['zip'] } })),
  changed('unevaluated-items', 'the rule for items that no other keyword covers (`unevaluatedItems`)', 'the schema of items that no other keyword covers changed from {from:value} to {to:value} (unevaluatedItems)', { type: 'array', prefixItems: [words], unevaluatedItems: words }, { type: 'array', prefixItems: [words], unevaluatedItems: { type: 'integer' } }),
  changed('unevaluated-properties', 'the rule for members that no other keyword covers (`unevaluatedProperties`)', 'the schema of members that no other keyword covers changed from {from:value} to {to:value} (unevaluatedProperties)', ruled('unevaluatedProperties', short), ruled('unevaluatedProperties', long)),
  changed('additional-properties', 'the rule for unknown members (`additionalProperties`)', 'unknown members that match a schema are allowed now (additionalProperties: {to:value})', ruled('additionalProperties', false), ruled('additionalProperties', { type: 'string' })),
  { suffix: 'prefix-items-added', effect: 'moves', what: 'a position was added to its tuple (`prefixItems`)', sentence: 'the tuple has {to} positions now, and had {from} (prefixItems)', before: { type: 'array', prefixItems: [words] }, after: { type: 'array', prefixItems: [words, { type: 'integer' }] } },
  { suffix: 'prefix-items-removed', effect: 'moves', what: 'a position was removed from its tuple (`prefixItems`)', sentence: 'the tuple has {to} positions now, and had {from} (prefixItems)', before: { type: 'array', prefixItems: [words, { type: 'integer' }] }, after: { type: 'array', prefixItems: [words] } },
]

/** The two changes of a keyword: adding it narrows, removing it widens. */
function pair(
  name: string,
  rule: string,
  sentences: [string, string],
  without: Schema,
  withIt: Schema,
): SchemaChange[] {
  const [added, removed] = sentences
  return [
    {
      suffix: `${name}-added`,
      effect: 'narrows',
      what: `a rule was added: ${rule}`,
      sentence: added,
      ...variantsOf(name),
      before: without,
      after: withIt,
    },
    {
      suffix: `${name}-removed`,
      effect: 'widens',
      what: `a rule was removed: ${rule}`,
      sentence: removed,
      before: withIt,
      after: without,
    },
  ]
}

function changed(name: string, rule: string, sentence: string, before: Schema, after: Schema): SchemaChange {
  const what = `${rule} was changed`
  return { suffix: `${name}-changed`, effect: 'moves', what, sentence, ...variantsOf(name), before, after }
}

function variantsOf(name: string): Pick<SchemaChange, 'variants'> {
  const variants = closing[name]
  return variants === undefined ? {} : { variants }
}
