/** Types, lists of values, constants, text and numbers' steps. */
import { error, info, infoUnlessStrict, levels } from '../levels.ts'
import type { SchemaChange } from './change.ts'

const string = { type: 'string' }
const letters = { type: 'string', pattern: '^[A-Z]{3}$' }
const openEnum = 'In a response, use `x-extensible-enum` from the start: clients then expect new values.'

/** An SDK turns types and formats into types of its language. */
const infoButSource = levels('info', { source: 'warning' })
/** Code that handles each case of a response receives one that it does not know. */
const newCase = { request: info, response: levels('info', { source: 'error' }) }

// biome-ignore format: a table
export const values: readonly SchemaChange[] = [
  { suffix: 'allowed', effect: 'widens', what: 'it accepts values where it accepted none', sentence: 'values are allowed now; none was before', before: false, after: string },
  { suffix: 'disallowed', effect: 'narrows', what: 'it accepts no value any more', sentence: 'no value is allowed any more', before: string, after: false },
  { suffix: 'type-changed', effect: 'moves', what: 'its type was changed', sentence: 'the type changed from {from:types|any} to {to:types|any}', raised: infoButSource, before: { type: 'string' }, after: { type: 'integer' } },
  { suffix: 'type-generalized', effect: 'widens', what: 'its type was replaced by one that holds all the old values and more', sentence: 'the type widened from {from:types|any} to {to:types|any}', raised: infoButSource, before: { type: 'integer' }, after: { type: 'number' } },
  { suffix: 'type-specialized', effect: 'narrows', what: 'its type was replaced by one that holds only some of the old values', sentence: 'the type narrowed from {from:types|any} to {to:types|any}', raised: infoButSource, before: { type: 'number' }, after: { type: 'integer' } },
  { suffix: 'list-of-types-widened', effect: 'widens', what: 'types were added to its list', sentence: 'the types widened from {from:types|any} to {to:types|any}', raised: infoButSource, before: { type: ['string', 'integer'] }, after: { type: ['string', 'integer', 'boolean'] } },
  { suffix: 'list-of-types-narrowed', effect: 'narrows', what: 'types were removed from its list', sentence: 'the types narrowed from {from:types|any} to {to:types|any}', raised: infoButSource, before: { type: ['string', 'integer', 'boolean'] }, after: { type: ['string', 'integer'] } },
  { suffix: 'became-nullable', effect: 'widens', what: 'null is allowed now', sentence: 'null is allowed now', raised: newCase, before: string, after: { type: ['string', 'null'] },
    instead: { response: 'Leave the member out instead where it is optional already, or send a neutral value of the old type; promise null only in the next major version.' } },
  { suffix: 'became-not-nullable', effect: 'narrows', what: 'null is no longer allowed', sentence: 'null is no longer allowed', before: { type: ['string', 'null'] }, after: string,
    instead: { request: 'Keep accepting null and treat it as the value that it stood for.' } },
  { suffix: 'became-enum', effect: 'narrows', what: 'it was restricted to a list of values', sentence: 'only listed values are allowed now (enum): {to:list}', before: string, after: { type: 'string', enum: ['open', 'closed'] } },
  { suffix: 'enum-removed', effect: 'widens', what: 'its list of values was removed', sentence: 'the list of allowed values was removed (enum): {from:list}', before: { type: 'string', enum: ['open', 'closed'] }, after: string },
  { suffix: 'enum-value-added', effect: 'widens', what: 'its list of values grew', sentence: 'enum values were added: {to:list}', raised: newCase, before: { type: 'string', enum: ['open', 'closed'] }, after: { type: 'string', enum: ['open', 'closed', 'held'] }, note: openEnum,
    instead: { response: 'Send the nearest old value, and the exact one in a new member, or open the list with `x-extensible-enum` in the next major version.' } },
  { suffix: 'enum-value-removed', renamed: { 'response-body': 'response-mediatype-enum-value-removed' }, effect: 'narrows', what: 'a value was removed from its list', sentence: 'enum values were removed: {from:list}', before: { type: 'string', enum: ['open', 'closed', 'held'] }, after: { type: 'string', enum: ['open', 'closed'] },
    instead: { request: 'Keep accepting the value and map it to the one that replaces it; mark it as deprecated in the description.' } },
  { suffix: 'x-extensible-enum-value-added', effect: 'says', what: 'its open list of known values grew', sentence: 'x-extensible-enum values were added: {to:list}', levels: info, before: { type: 'string', 'x-extensible-enum': ['open'] }, after: { type: 'string', 'x-extensible-enum': ['open', 'held'] }, note: 'The list is open, so clients had to expect other values.' },
  { suffix: 'x-extensible-enum-value-removed', effect: 'narrows', what: 'a value was removed from its open list of known values', sentence: 'x-extensible-enum values were removed: {from:list}', levels: { request: error, response: infoUnlessStrict }, before: { type: 'string', 'x-extensible-enum': ['open', 'held'] }, after: { type: 'string', 'x-extensible-enum': ['open'] } },
  { suffix: 'const-added', effect: 'narrows', what: 'it was fixed to one value', sentence: 'only one value is allowed now (const): {to:value}', before: string, after: { type: 'string', const: 'card' } },
  { suffix: 'const-removed', effect: 'widens', what: 'it is no longer fixed to one value', sentence: 'const {from:value} was removed', before: { type: 'string', const: 'card' }, after: string },
  { suffix: 'const-changed', effect: 'moves', what: 'the one value that it is fixed to was changed', sentence: 'const changed from {from:value} to {to:value}', before: { type: 'string', const: 'card' }, after: { type: 'string', const: 'credit_card' } },
  { suffix: 'pattern-added', effect: 'narrows', what: 'a pattern was added where there was none', sentence: 'pattern {to:value} was added', before: string, after: letters },
  { suffix: 'pattern-removed', effect: 'widens', what: 'its pattern was removed', sentence: 'pattern {from:value} was removed', before: letters, after: string },
  { suffix: 'pattern-changed', effect: 'moves', what: 'its pattern was replaced by another', sentence: 'pattern changed from {from:value} to {to:value}', before: letters, after: { type: 'string', pattern: '^[a-z]{3}$' } },
  { suffix: 'format-added', effect: 'narrows', what: 'a format was added where there was none', sentence: 'format {to:value} was added', raised: infoButSource, before: string, after: { type: 'string', format: 'date' } },
  { suffix: 'format-removed', effect: 'widens', what: 'its format was removed', sentence: 'format {from:value} was removed', raised: infoButSource, before: { type: 'string', format: 'date' }, after: string },
  { suffix: 'format-changed', effect: 'moves', what: 'its format was changed', sentence: 'format changed from {from:value} to {to:value}', raised: infoButSource, before: { type: 'string', format: 'date' }, after: { type: 'string', format: 'date-time' } },
  { suffix: 'multiple-of-added', effect: 'narrows', what: 'values must now be a multiple of a step (`multipleOf`)', sentence: 'multipleOf {to:value} was added', before: { type: 'number' }, after: { type: 'number', multipleOf: 5 } },
  { suffix: 'multiple-of-removed', effect: 'widens', what: 'values no longer need to be a multiple of a step (`multipleOf`)', sentence: 'multipleOf {from:value} was removed', before: { type: 'number', multipleOf: 5 }, after: { type: 'number' } },
  { suffix: 'multiple-of-changed', effect: 'moves', what: 'the step that values are a multiple of (`multipleOf`) was changed', sentence: 'multipleOf changed from {from:value} to {to:value}', before: { type: 'number', multipleOf: 5 }, after: { type: 'number', multipleOf: 3 } },
]
