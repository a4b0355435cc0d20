/** Arrays and objects: what they may hold. */
import type { SchemaChange } from '../schema-changes.ts'

const array = { type: 'array', items: { type: 'string' } }
const object = { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } }
const anything = { type: 'array' }
const words = { type: 'string' }

// biome-ignore format: a table
export const containers: readonly SchemaChange[] = [
  ...pair('unique-items', 'items must differ from each other (`uniqueItems`)', array, { ...array, uniqueItems: true }),
  ...pair('contains', 'at least one item must match `contains`', anything, { type: 'array', contains: { const: 'main' } }),
  ...pair('property-names', "its members' names must match `propertyNames`", object, { ...object, propertyNames: { maxLength: 10 } }),
  ...pair('pattern-property', 'members whose name matches a pattern must match a schema (`patternProperties`)', object, { ...object, patternProperties: { '^x-': { type: 'string' } } }),
  ...pair('dependent-required', 'one member demands another (`dependentRequired`)', object, { ...object, dependentRequired: { street: ['city'] } }),
  ...pair('dependent-schema', 'one member demands that the whole match a schema (`dependentSchemas`)', object, { ...object, dependentSchemas: { street: { required: ['city'] } } }),
  ...pair('unevaluated-items', 'items that no other keyword has looked at are ruled (`unevaluatedItems`)', { type: 'array', prefixItems: [words] }, { type: 'array', prefixItems: [words], unevaluatedItems: false }),
  ...pair('unevaluated-properties', 'members that no other keyword has looked at are ruled (`unevaluatedProperties`)', object, { ...object, unevaluatedProperties: false }),
  ...pair('additional-properties', 'members that are not declared are ruled (`additionalProperties`)', object, { ...object, additionalProperties: false }),
  { suffix: 'dependent-required-changed', effect: 'moves', what: 'the members that one member demands were changed', before: { ...object, dependentRequired: { street: ['city'] } }, after: { ...object, dependentRequired: { street: ['country'] } } },
  { suffix: 'prefix-items-added', effect: 'moves', what: 'a place was added to its tuple (`prefixItems`)', before: { type: 'array', prefixItems: [words] }, after: { type: 'array', prefixItems: [words, { type: 'integer' }] } },
  { suffix: 'prefix-items-removed', effect: 'moves', what: 'a place was taken from its tuple (`prefixItems`)', before: { type: 'array', prefixItems: [words, { type: 'integer' }] }, after: { type: 'array', prefixItems: [words] } },
]

/** A rule that is there or not: adding it narrows, removing it widens. */
function pair(
  name: string,
  rule: string,
  without: SchemaChange['before'],
  withIt: SchemaChange['after'],
): SchemaChange[] {
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
