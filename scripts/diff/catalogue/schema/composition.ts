/** Changes of `allOf`, `anyOf`, `oneOf`, `not` and `if`. */
import { info, levels } from '../levels.ts'
import type { SchemaChange } from './change.ts'

const card = { type: 'object', required: ['card'], properties: { card: { type: 'string' } } }
const bill = { type: 'object', required: ['bill'], properties: { bill: { type: 'string' } } }
const cash = { type: 'object', required: ['cash'], properties: { cash: { type: 'string' } } }
const conditional = (branch?: 'then' | 'else') => ({
  type: 'object',
  if: { required: ['card'] },
  ...(branch && { [branch]: { required: ['bill'] } }),
})

const branch = (name: 'then' | 'else') => ({ [name]: { required: ['cash'] } })

/** Code that handles each alternative of a response receives one that it does not know. */
const newCase = { request: info, response: levels('info', { source: 'error' }) }

// biome-ignore format: a table
export const composition: readonly SchemaChange[] = [
  { suffix: 'all-of-added', effect: 'narrows', what: 'a schema was added to its `allOf`: values must match it too', sentence: 'schemas were added to allOf: {to:names}', before: { allOf: [card] }, after: { allOf: [card, bill] } },
  { suffix: 'all-of-removed', effect: 'widens', what: 'a schema was removed from its `allOf`', sentence: 'schemas were removed from allOf: {from:names}', before: { allOf: [card, bill] }, after: { allOf: [card] } },
  { suffix: 'all-of-added-annotation-only', effect: 'says', what: 'a schema without assertions was added to its `allOf`', sentence: 'annotations were added to allOf', before: { allOf: [card, bill] }, after: { allOf: [card, bill, { description: 'How it is paid' }] } },
  { suffix: 'all-of-removed-annotation-only', effect: 'says', what: 'a schema without assertions was removed from its `allOf`', sentence: 'annotations were removed from allOf', before: { allOf: [card, bill, { description: 'How it is paid' }] }, after: { allOf: [card, bill] } },
  { suffix: 'any-of-added', effect: 'widens', what: 'an alternative was added to its `anyOf`', sentence: 'alternatives were added to anyOf: {to:names}', raised: newCase, before: { anyOf: [card] }, after: { anyOf: [card, bill] } },
  { suffix: 'any-of-removed', effect: 'narrows', what: 'an alternative was removed from its `anyOf`', sentence: 'alternatives were removed from anyOf: {from:names}', before: { anyOf: [card, bill] }, after: { anyOf: [card] } },
  { suffix: 'one-of-added', effect: 'widens', what: 'an alternative was added to its `oneOf`', sentence: 'alternatives were added to oneOf: {to:names}', raised: newCase, before: { oneOf: [card, bill] }, after: { oneOf: [card, bill, cash] }, note: 'Where the alternatives overlap, a value that matches two of them is refused.' },
  { suffix: 'one-of-removed', effect: 'narrows', what: 'an alternative was removed from its `oneOf`', sentence: 'alternatives were removed from oneOf: {from:names}', before: { oneOf: [card, bill] }, after: { oneOf: [card] } },
  { suffix: 'wrapped-in-one-of', effect: 'moves', what: 'it became one alternative of a `oneOf`', sentence: 'the schema became one of several alternatives (oneOf): {to:names}', before: card, after: { oneOf: [card, bill] }, note: 'A `oneOf` with this alternative alone accepts the same values, and is not reported.' },
  { suffix: 'not-added', effect: 'narrows', what: 'values that match a schema are excluded now (`not`)', sentence: 'values that match a schema are excluded now (not: {to:value})', before: card, after: { ...card, not: { required: ['bill'] } } },
  { suffix: 'not-removed', effect: 'widens', what: 'values that match a schema are no longer excluded (`not`)', sentence: 'values that match a schema are no longer excluded (not: {from:value})', before: { ...card, not: { required: ['bill'] } }, after: card },
  { suffix: 'not-changed', effect: 'moves', what: 'the schema of excluded values (`not`) was changed', sentence: 'the schema of excluded values changed from {from:value} to {to:value} (not)', before: { ...card, not: { required: ['bill'] } }, after: { ...card, not: { required: ['cash'] } } },
  { suffix: 'if-added', effect: 'narrows', what: 'a condition was added (`if`)', sentence: 'a condition was added (if: {to:value})', before: { type: 'object' }, after: conditional('then') },
  { suffix: 'if-removed', effect: 'widens', what: 'a condition was removed (`if`)', sentence: 'a condition was removed (if: {from:value})', before: conditional('then'), after: { type: 'object' } },
  { suffix: 'then-added', effect: 'narrows', what: 'a schema for values that meet its condition was added (`then`)', sentence: 'a schema for values that meet the condition was added (then: {to:value})', before: conditional(), after: conditional('then') },
  { suffix: 'then-removed', effect: 'widens', what: 'the schema for values that meet its condition was removed (`then`)', sentence: 'the schema for values that meet the condition was removed (then: {from:value})', before: conditional('then'), after: conditional() },
  { suffix: 'else-added', effect: 'narrows', what: 'a schema for values that fail its condition was added (`else`)', sentence: 'a schema for values that fail the condition was added (else: {to:value})', before: conditional(), after: conditional('else') },
  { suffix: 'else-removed', effect: 'widens', what: 'the schema for values that fail its condition was removed (`else`)', sentence: 'the schema for values that fail the condition was removed (else: {from:value})', before: conditional('else'), after: conditional() },
  { suffix: 'if-changed', effect: 'moves', what: 'its condition was changed (`if`)', sentence: 'the condition changed from {from:value} to {to:value} (if)', before: conditional('then'), after: { ...conditional('then'), if: { required: ['cash'] } } },
  { suffix: 'then-changed', effect: 'moves', what: 'the schema for values that meet its condition was changed (`then`)', sentence: 'the schema for values that meet the condition changed from {from:value} to {to:value} (then)', before: conditional('then'), after: { ...conditional(), ...branch('then') } },
  { suffix: 'else-changed', effect: 'moves', what: 'the schema for values that fail its condition was changed (`else`)', sentence: 'the schema for values that fail the condition changed from {from:value} to {to:value} (else)', before: conditional('else'), after: { ...conditional(), ...branch('else') } },
]
