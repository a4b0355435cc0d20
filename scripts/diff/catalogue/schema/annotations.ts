/** Changes of keywords that validators ignore. */
import { error, info, infoUnlessStrict, levels, warning } from '../levels.ts'
import type { SchemaChange } from './change.ts'

const string = { type: 'string' }
const variants = { oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Bill' }] }
const mapped = (mapping: Record<string, string>) => ({ ...variants, discriminator: { propertyName: 'kind', mapping } })
const both = { card: '#/components/schemas/Card', bill: '#/components/schemas/Bill' }
const byKind = { ...variants, discriminator: { propertyName: 'kind' } }
const defaults = 'A client that omits the value gets another behaviour, although the client did not change.'
const dispatch =
  'Generated code chooses the variant by the discriminator, and may decode a value into the wrong type after the change.'
const content = 'Validators ignore it, but a reader that decodes the text by it fails.'

/** An SDK chooses the type of a value by the discriminator. */
const infoButSource = levels('info', { source: 'warning' })

// biome-ignore format: a table
export const annotations: readonly SchemaChange[] = [
  { suffix: 'default-value-added', effect: 'says', what: 'a default was added where there was none', sentence: 'default {to:value} was added', levels: infoUnlessStrict, before: string, after: { ...string, default: 'open' }, note: defaults },
  { suffix: 'default-value-changed', effect: 'says', what: 'its default was changed', sentence: 'default changed from {from:value} to {to:value}', levels: { request: warning, response: infoUnlessStrict }, before: { ...string, default: 'open' }, after: { ...string, default: 'closed' }, note: defaults,
    instead: { request: 'Leave the old default in force and let clients ask for the new behaviour by the value; change the default in the next major version.' } },
  { suffix: 'default-value-removed', effect: 'says', what: 'its default was removed', sentence: 'default {from:value} was removed', levels: { request: warning, response: infoUnlessStrict }, before: { ...string, default: 'open' }, after: string, note: defaults,
    instead: { request: 'Keep the default in the contract: clients that omit the value rely on it.' } },
  { suffix: 'discriminator-added', effect: 'says', what: 'a discriminator was added', sentence: 'a discriminator was added: {to:value}', levels: infoButSource, before: variants, after: byKind, note: dispatch },
  { suffix: 'discriminator-removed', effect: 'says', what: 'its discriminator was removed', sentence: 'the discriminator was removed: {from:value}', levels: warning, before: byKind, after: variants, note: dispatch },
  { suffix: 'discriminator-property-name-changed', effect: 'says', what: 'the member that its discriminator reads was changed', sentence: 'the discriminator reads {to:value} now, not {from:value}', levels: warning, before: byKind, after: { ...variants, discriminator: { propertyName: 'type' } }, note: dispatch },
  { suffix: 'discriminator-mapping-added', effect: 'says', what: 'a value was added to its discriminator’s mapping', sentence: 'values were added to the mapping of the discriminator: {to:list}', levels: infoButSource, before: mapped({ card: both.card }), after: mapped(both), note: dispatch },
  { suffix: 'discriminator-mapping-deleted', effect: 'says', what: 'a value was removed from its discriminator’s mapping', sentence: 'values were removed from the mapping of the discriminator: {from:list}', levels: { request: warning, response: infoButSource }, before: mapped(both), after: mapped({ card: both.card }), note: dispatch },
  { suffix: 'discriminator-mapping-changed', effect: 'says', what: 'a value of its discriminator’s mapping leads to another schema', sentence: 'a value of the discriminator stands for {to:value} now, not {from:value}', levels: warning, before: mapped(both), after: mapped({ ...both, bill: both.card }), note: dispatch },
  { suffix: 'content-encoding-changed', effect: 'says', what: 'how its text is encoded (`contentEncoding`) was changed', sentence: 'contentEncoding changed from {from:value} to {to:value}', levels: error, before: { ...string, contentEncoding: 'base64' }, after: { ...string, contentEncoding: 'base64url' }, note: content },
  { suffix: 'content-media-type-changed', effect: 'says', what: 'what its text holds (`contentMediaType`) was changed', sentence: 'contentMediaType changed from {from:value} to {to:value}', levels: error, before: { ...string, contentMediaType: 'application/json' }, after: { ...string, contentMediaType: 'text/csv' }, note: content },
  { suffix: 'content-schema-added', effect: 'says', what: 'a schema for what its text holds was added (`contentSchema`)', sentence: 'contentSchema {to:value} was added', levels: { request: warning, response: info }, before: { ...string, contentMediaType: 'application/json' }, after: { ...string, contentMediaType: 'application/json', contentSchema: { type: 'object' } }, note: content },
  { suffix: 'content-schema-removed', effect: 'says', what: 'the schema for what its text holds was removed (`contentSchema`)', sentence: 'contentSchema {from:value} was removed', levels: { request: info, response: warning }, before: { ...string, contentMediaType: 'application/json', contentSchema: { type: 'object' } }, after: { ...string, contentMediaType: 'application/json' }, note: content },
  { suffix: 'content-schema-changed', effect: 'says', what: 'the schema for what its text holds (`contentSchema`) was changed', sentence: 'contentSchema changed from {from:value} to {to:value}', levels: warning, before: { ...string, contentMediaType: 'application/json', contentSchema: { type: 'object' } }, after: { ...string, contentMediaType: 'application/json', contentSchema: { type: 'array' } }, note: content },
  { suffix: 'xml-changed', effect: 'says', what: 'how it is written in XML was changed', sentence: 'how the value is written in XML changed from {from:value} to {to:value} (xml)', levels: warning, before: string, after: { ...string, xml: { attribute: true } }, note: 'A body in XML is a different text, and validators of JSON do not see that.' },
  { suffix: 'nullable-without-type-changed', effect: 'says', what: '`nullable` without a `type` was set or dropped', sentence: '`nullable` without `type` was added or removed: OpenAPI 3.0.3 gives it no effect, but many tools then allow null', levels: warning, before: { minLength: 1 }, after: { minLength: 1, nullable: true }, openapi: '3.0.3', note: 'OpenAPI 3.0.3 gives it no effect without a type, but many tools then allow null.', instead: { request: 'Write a `type` beside `nullable`.', response: 'Write a `type` beside `nullable`.' } },
  { suffix: 'keyword-changed', effect: 'says', what: 'an unknown keyword was changed', sentence: 'the unknown keyword {keyword} changed from {from:value} to {to:value}', levels: warning, before: { ...string, isbn: 10 }, after: { ...string, isbn: 13 }, note: 'The diff does not know its meaning, so it cannot say whom the change breaks.', instead: { request: 'Write extensions as `x-…`, or express the rule in keywords of JSON Schema.', response: 'Write extensions as `x-…`, or express the rule in keywords of JSON Schema.' } },
]
