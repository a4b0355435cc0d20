/** What each aspect says, after the name of what it happened to; `from` and `to` are filled in. */
const sentences: Readonly<Record<string, string>> = {
  'type-changed': 'its type changed from {from} to {to}',
  'type-generalized': 'its type widened from {from} to {to}',
  'type-specialized': 'its type narrowed from {from} to {to}',
  'list-of-types-widened': 'its types widened from {from} to {to}',
  'list-of-types-narrowed': 'its types narrowed from {from} to {to}',
  'became-nullable': 'it may be null',
  'became-not-nullable': 'it may no longer be null',
  'format-added': 'the format {to} was set',
  'format-removed': 'the format {from} was dropped',
  'became-enum': 'it was restricted to {to}',
  'enum-removed': 'its list of values {from} was dropped',
  'enum-value-removed': 'the values {from} were taken from its list',
  'enum-value-added': 'the values {to} were added to its list',
  'property-removed': 'the member {property} was removed',
  'property-added': 'the {need} member {property} was added',
  'property-became-required': 'the member {property} became required',
  'property-became-optional': 'the member {property} became optional',
  'property-mode': 'the member {property} became {mode}',
  'one-of-added': 'the alternatives {to} were added to its `oneOf`',
  'one-of-removed': 'the alternatives {from} were taken from its `oneOf`',
  'any-of-added': 'the alternatives {to} were added to its `anyOf`',
  'any-of-removed': 'the alternatives {from} were taken from its `anyOf`',
  'all-of-added': 'the schemas {to} were added to its `allOf`',
  'all-of-removed': 'the schemas {from} were taken from its `allOf`',
  'all-of-added-annotation-only': 'words were added to its `allOf`',
  'all-of-removed-annotation-only': 'words were taken from its `allOf`',
  'additional-properties-added': 'members that are not declared were ruled: {to}',
  'additional-properties-removed': 'members that are not declared are free now',
  'additional-properties-changed': 'what members that are not declared may be changed from {from} to {to}',
  'wrapped-in-one-of': 'it became one of the alternatives {to}',
  'media-type-schema-added': 'a schema was added',
  'media-type-schema-removed': 'the schema was removed',
  'documentation-changed': 'its words changed',
  'nullable-without-type-changed':
    '`nullable` stands without a `type` beside it: by the specification it says nothing, yet many tools read it as nullable',
  deprecated: 'it was deprecated',
  'deprecated-with-sunset': 'it was deprecated, to go on {to}',
  reactivated: 'it is no longer deprecated',
  'sunset-deleted': 'its sunset date {from} was dropped while it stays deprecated',
  'sunset-earlier': 'its sunset date moved forward from {from} to {to}',
  'sunset-moved': 'its sunset date moved from {from} to {to}',
  'sunset-invalid': 'its sunset date {to} is no date',
  allowed: 'it takes values where it took none',
  disallowed: 'it takes no value any more',
  restated: 'it is written in other words and takes the same values',
  'schema-changed': 'its changes together are not to be explained one by one',
}

/** Keywords as they are written. */
const keywords: Readonly<Record<string, string>> = {
  max: 'maximum',
  min: 'minimum',
  'exclusive-max': 'exclusiveMaximum',
  'exclusive-min': 'exclusiveMinimum',
  'max-length': 'maxLength',
  'min-length': 'minLength',
  'max-items': 'maxItems',
  'min-items': 'minItems',
  'max-properties': 'maxProperties',
  'min-properties': 'minProperties',
  'max-contains': 'maxContains',
  'min-contains': 'minContains',
  'multiple-of': 'multipleOf',
  'unique-items': 'uniqueItems',
  'default-value': 'default',
  'x-extensible-enum-value': 'x-extensible-enum values',
}

/** The words for one aspect; those with a verb at their end speak for themselves. */
export function sentence(aspect: string, values: Readonly<Record<string, string>>): string {
  const known = sentences[aspect]
  if (known !== undefined) return known.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  const match = /^(.*)-(set|unset|increased|decreased|added|removed|changed|generalized|deleted)$/.exec(aspect)
  const [, name = aspect, verb = 'changed'] = match ?? []
  const subject = `its ${keywords[name] ?? name.replaceAll('-', ' ')}`
  if (verb === 'set' || verb === 'added') return `${subject} ${values.to} was ${verb}`
  if (verb === 'unset' || verb === 'removed' || verb === 'deleted')
    return `${subject} ${values.from} was ${verb === 'unset' ? 'dropped' : 'removed'}`
  return `${subject} was ${verb} from ${values.from} to ${values.to}`
}
