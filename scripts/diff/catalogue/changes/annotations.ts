/** Keywords that inform rather than rule. */
import type { SchemaChange } from '../schema-changes.ts'

const string = { type: 'string' }
const variants = { oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Bill' }] }
const mapped = (mapping: Record<string, string>) => ({ ...variants, discriminator: { propertyName: 'kind', mapping } })
const both = { card: '#/components/schemas/Card', bill: '#/components/schemas/Bill' }
const byKind = { ...variants, discriminator: { propertyName: 'kind' } }
const defaults = 'A client that leaves the value out gets another behaviour without having changed anything.'
const dispatch =
  'Code made from the contract picks the variant by the discriminator: with another one it may decode into the wrong type.'
const content = 'No validator reads it, yet a reader that decodes the text by it no longer can.'

// biome-ignore format: a table
export const annotations: readonly SchemaChange[] = [
  { suffix: 'default-value-added', effect: 'says', what: 'a default was set where there was none', before: string, after: { ...string, default: 'open' }, note: defaults },
  { suffix: 'default-value-changed', effect: 'says', what: 'its default was changed', before: { ...string, default: 'open' }, after: { ...string, default: 'closed' }, note: defaults,
    instead: { request: 'Leave the old default in force and let clients ask for the new behaviour by the value; change the default in the next major version.' } },
  { suffix: 'default-value-removed', effect: 'says', what: 'its default was dropped', before: { ...string, default: 'open' }, after: string, note: defaults,
    instead: { request: 'Keep the default written down: it is what clients that leave the value out rely on.' } },
  { suffix: 'discriminator-added', effect: 'says', what: 'a discriminator was added', before: variants, after: byKind, note: dispatch },
  { suffix: 'discriminator-removed', effect: 'says', what: 'its discriminator was dropped', before: byKind, after: variants, note: dispatch },
  { suffix: 'discriminator-property-name-changed', effect: 'says', what: 'the member that its discriminator reads was changed', before: byKind, after: { ...variants, discriminator: { propertyName: 'type' } }, note: dispatch },
  { suffix: 'discriminator-mapping-added', effect: 'says', what: 'a value was added to its discriminator’s mapping', before: mapped({ card: both.card }), after: mapped(both), note: dispatch },
  { suffix: 'discriminator-mapping-deleted', effect: 'says', what: 'a value was taken from its discriminator’s mapping', before: mapped(both), after: mapped({ card: both.card }), note: dispatch },
  { suffix: 'discriminator-mapping-changed', effect: 'says', what: 'a value of its discriminator’s mapping leads to another schema', before: mapped(both), after: mapped({ ...both, bill: both.card }), note: dispatch },
  { suffix: 'content-encoding-changed', effect: 'says', what: 'how its text is encoded (`contentEncoding`) was changed', before: { ...string, contentEncoding: 'base64' }, after: { ...string, contentEncoding: 'base64url' }, note: content },
  { suffix: 'content-media-type-changed', effect: 'says', what: 'what its text holds (`contentMediaType`) was changed', before: { ...string, contentMediaType: 'application/json' }, after: { ...string, contentMediaType: 'text/csv' }, note: content },
  { suffix: 'content-schema-added', effect: 'says', what: 'what its text must hold was ruled (`contentSchema`)', before: { ...string, contentMediaType: 'application/json' }, after: { ...string, contentMediaType: 'application/json', contentSchema: { type: 'object' } }, note: content },
  { suffix: 'content-schema-removed', effect: 'says', what: 'what its text must hold is not ruled any more (`contentSchema`)', before: { ...string, contentMediaType: 'application/json', contentSchema: { type: 'object' } }, after: { ...string, contentMediaType: 'application/json' }, note: content },
  { suffix: 'content-schema-changed', effect: 'says', what: 'what its text must hold (`contentSchema`) was changed', before: { ...string, contentMediaType: 'application/json', contentSchema: { type: 'object' } }, after: { ...string, contentMediaType: 'application/json', contentSchema: { type: 'array' } }, note: content },
  { suffix: 'xml-changed', effect: 'says', what: 'how it is written in XML was changed', before: string, after: { ...string, xml: { attribute: true } }, note: 'Where the body travels as XML it is another one, and no validator of JSON sees it.' },
  { suffix: 'nullable-without-type-changed', effect: 'says', what: '`nullable` without a `type` was set or dropped', before: { minLength: 1 }, after: { minLength: 1, nullable: true }, openapi: '3.0.3', note: 'OpenAPI 3.0.3 gives it no effect without a type, yet many tools let null in by it.', instead: { request: 'State the type beside `nullable`.', response: 'State the type beside `nullable`.' } },
  { suffix: 'keyword-changed', effect: 'says', what: 'a keyword that the comparison does not know was changed', before: { ...string, isbn: 10 }, after: { ...string, isbn: 13 }, note: 'What it means to those who read it is unknown, and so is whom it breaks.', instead: { request: 'Write extensions as `x-…`, or say the rule in keywords of JSON Schema.', response: 'Write extensions as `x-…`, or say the rule in keywords of JSON Schema.' } },
]
