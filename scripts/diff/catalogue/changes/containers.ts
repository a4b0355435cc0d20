/** Arrays and objects: what they may hold. */
import type { Schema, SchemaChange } from '../schema-changes.ts'

const array = { type: 'array', items: { type: 'string' } }
const object = { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } }
const anything = { type: 'array' }
const words = { type: 'string' }

const ruled = (keyword: string, schema: unknown) => ({ ...object, [keyword]: schema })
const short = { maxLength: 10 }
const long = { minLength: 11 }

// biome-ignore format: a table
export const containers: readonly SchemaChange[] = [
  ...pair('unique-items', 'items must differ from each other (`uniqueItems`)', array, { ...array, uniqueItems: true }),
  ...pair('items', 'all items must match a schema (`items`)', anything, array),
  ...pair('contains', 'at least one item must match `contains`', anything, { type: 'array', contains: { const: 'main' } }),
  ...pair('property-names', "its members' names must match `propertyNames`", object, { ...object, propertyNames: { maxLength: 10 } }),
  ...pair('pattern-property', 'members whose name matches a pattern must match a schema (`patternProperties`)', object, { ...object, patternProperties: { '^x-': { type: 'string' } } }),
  ...pair('dependent-required', 'one member demands another (`dependentRequired`)', object, { ...object, dependentRequired: { street: ['city'] } }),
  ...pair('dependent-schema', 'one member demands that the whole match a schema (`dependentSchemas`)', object, { ...object, dependentSchemas: { street: { required: ['city'] } } }),
  ...pair('unevaluated-items', 'items that no other keyword has looked at are ruled (`unevaluatedItems`)', { type: 'array', prefixItems: [words] }, { type: 'array', prefixItems: [words], unevaluatedItems: false }),
  ...pair('unevaluated-properties', 'members that no other keyword has looked at are ruled (`unevaluatedProperties`)', object, { ...object, unevaluatedProperties: false }),
  ...pair('additional-properties', 'members that are not declared are ruled (`additionalProperties`)', object, { ...object, additionalProperties: false }),
  { suffix: 'dependent-required-changed', effect: 'moves', what: 'the members that one member demands were changed', before: { ...object, dependentRequired: { street: ['city'] } }, after: { ...object, dependentRequired: { street: ['country'] } } },
  changed('contains', 'the schema that at least one item must match (`contains`)', { type: 'array', contains: { const: 'main' } }, { type: 'array', contains: { const: 'first' } }),
  changed('property-names', "the schema that its members' names must match (`propertyNames`)", ruled('propertyNames', short), ruled('propertyNames', long)),
  changed('dependent-schema', 'the schema that one member demands (`dependentSchemas`)', ruled('dependentSchemas', { street: { required: ['city'] } }), ruled('dependentSchemas', { street: { required: ['zip'] } })),
  changed('unevaluated-items', 'the rule for items that no other keyword has looked at (`unevaluatedItems`)', { type: 'array', prefixItems: [words], unevaluatedItems: words }, { type: 'array', prefixItems: [words], unevaluatedItems: { type: 'integer' } }),
  changed('unevaluated-properties', 'the rule for members that no other keyword has looked at (`unevaluatedProperties`)', ruled('unevaluatedProperties', short), ruled('unevaluatedProperties', long)),
  changed('additional-properties', 'the rule for members that are not declared (`additionalProperties`)', ruled('additionalProperties', false), ruled('additionalProperties', { type: 'string' })),
  { suffix: 'prefix-items-added', effect: 'moves', what: 'a place was added to its tuple (`prefixItems`)', before: { type: 'array', prefixItems: [words] }, after: { type: 'array', prefixItems: [words, { type: 'integer' }] } },
  { suffix: 'prefix-items-removed', effect: 'moves', what: 'a place was taken from its tuple (`prefixItems`)', before: { type: 'array', prefixItems: [words, { type: 'integer' }] }, after: { type: 'array', prefixItems: [words] } },
]

/** A rule that is there or not: adding it narrows, removing it widens. */
function pair(name: string, rule: string, without: Schema, withIt: Schema): SchemaChange[] {
  return [
    { suffix: `${name}-added`, effect: 'narrows', what: `a rule was added: ${rule}`, before: without, after: withIt },
    {
      suffix: `${name}-removed`,
      effect: 'widens',
      what: `a rule was dropped: ${rule}`,
      before: withIt,
      after: without,
    },
  ]
}

function changed(name: string, rule: string, before: Schema, after: Schema): SchemaChange {
  return { suffix: `${name}-changed`, effect: 'moves', what: `${rule} was changed`, before, after }
}
