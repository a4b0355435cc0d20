/** What is said of a schema as a whole, where no single change of it says enough. */
import { levels } from '../levels.ts'
import type { SchemaChange } from './change.ts'

const string = { type: 'string' }
const closed = (more: object) => ({ type: 'object', additionalProperties: false, ...more })

/** Not looked for under `wire`. */
const openContent = levels('info', { 'wire+open': 'warning', strict: 'error' })

// biome-ignore format: a table
export const whole: readonly SchemaChange[] = [
  { suffix: 'restated', effect: 'says', what: 'it says the same in other words', sentence: 'the schema is written differently and allows the same values', before: { type: 'integer' }, after: { type: 'number', multipleOf: 1 } },
  { suffix: 'schema-changed', effect: 'moves', what: 'several changes together do what none of them does alone', only: 'whole', mirrored: true, sentence: 'several changes have an effect only together', before: closed({ properties: { note: string }, patternProperties: { '^note$': string } }), after: closed({ properties: {} }), note: 'Here the member `note` is declared twice over by one side: each declaration alone could go or come, and both together could not.' },
  { suffix: 'open-content', leastProfile: 'wire+open', effect: 'says', what: 'a member that one side does not declare is held to a schema by the other', only: 'whole', mirrored: true, sentence: 'a member that only one side declares is refused where it has another form: {witness:value} {refusal}', levels: openContent, before: { type: 'object', properties: { name: string } }, after: { type: 'object', properties: { name: string, note: string } }, note: 'Who sends undeclared members of this name by another form is not understood any more. It is said from the profile `wire+open` on, and never as an error.', instead: { request: 'Close requests from the start (`additionalProperties: false`): then no name is taken when a new member needs it.', response: 'Declare each member before the server sends it, and keep the declaration while it does.' } },
]
