/** Changes of a schema as a whole. */
import { levels } from '../levels.ts'
import type { SchemaChange } from './change.ts'

const string = { type: 'string' }
const closed = (more: object) => ({ type: 'object', additionalProperties: false, ...more })

/** Not reported under `wire`. */
const openContent = levels('info', { 'wire+open': 'warning', strict: 'error' })

// biome-ignore format: a table
export const whole: readonly SchemaChange[] = [
  { suffix: 'restated', effect: 'says', what: 'it is written differently and means the same', sentence: 'the schema is written differently and allows the same values', before: { type: 'integer' }, after: { type: 'number', multipleOf: 1 } },
  { suffix: 'schema-changed', effect: 'moves', what: 'several changes have an effect only together', only: 'whole', mirrored: true, sentence: 'several changes have an effect only together', before: closed({ properties: { note: string }, patternProperties: { '^note$': string } }), after: closed({ properties: {} }), note: 'In the example one contract declares the member `note` twice: removing or adding one declaration is harmless, both together are not.' },
  { suffix: 'open-content', leastProfile: 'wire+open', effect: 'says', what: 'a member that one contract does not declare must match a schema of the other', only: 'whole', mirrored: true, sentence: 'a member that only one contract declares is refused where its value does not match: {witness:value} {refusal}', levels: openContent, before: { type: 'object', properties: { name: string } }, after: { type: 'object', properties: { name: string, note: { type: 'integer' } } }, note: 'A sender that uses an undeclared member of this name with another value is refused.', instead: { request: 'Close requests from the start (`additionalProperties: false`): then no client uses the name of a later member.', response: 'Declare each member before the server sends it, and as long as it does.' } },
]
