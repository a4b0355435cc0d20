/** Schemas made of schemas. */
import type { SchemaChange } from '../schema-changes.ts'

const card = { type: 'object', required: ['card'], properties: { card: { type: 'string' } } }
const bill = { type: 'object', required: ['bill'], properties: { bill: { type: 'string' } } }
const cash = { type: 'object', required: ['cash'], properties: { cash: { type: 'string' } } }
const conditional = (branch?: 'then' | 'else') => ({
  type: 'object',
  if: { required: ['card'] },
  ...(branch && { [branch]: { required: ['bill'] } }),
})

const branch = (name: 'then' | 'else') => ({ [name]: { required: ['cash'] } })

// biome-ignore format: a table
export const composition: readonly SchemaChange[] = [
  { suffix: 'all-of-added', effect: 'narrows', what: 'a schema was added to its `allOf`: values must match it too', before: { allOf: [card] }, after: { allOf: [card, bill] } },
  { suffix: 'all-of-removed', effect: 'widens', what: 'a schema was taken from its `allOf`', before: { allOf: [card, bill] }, after: { allOf: [card] } },
  { suffix: 'all-of-added-annotation-only', effect: 'says', what: 'a schema that rules nothing was added to its `allOf`', before: { allOf: [card, bill] }, after: { allOf: [card, bill, { description: 'How it is paid' }] } },
  { suffix: 'all-of-removed-annotation-only', effect: 'says', what: 'a schema that rules nothing was taken from its `allOf`', before: { allOf: [card, bill, { description: 'How it is paid' }] }, after: { allOf: [card, bill] } },
  { suffix: 'any-of-added', effect: 'widens', what: 'an alternative was added to its `anyOf`', before: { anyOf: [card] }, after: { anyOf: [card, bill] } },
  { suffix: 'any-of-removed', effect: 'narrows', what: 'an alternative was taken from its `anyOf`', before: { anyOf: [card, bill] }, after: { anyOf: [card] } },
  { suffix: 'one-of-added', effect: 'widens', what: 'an alternative was added to its `oneOf`', before: { oneOf: [card, bill] }, after: { oneOf: [card, bill, cash] }, note: 'Where the alternatives overlap, a value that matches two of them is refused.' },
  { suffix: 'one-of-removed', effect: 'narrows', what: 'an alternative was taken from its `oneOf`', before: { oneOf: [card, bill] }, after: { oneOf: [card] } },
  { suffix: 'wrapped-in-one-of', effect: 'moves', what: 'it became one alternative of a `oneOf`', before: card, after: { oneOf: [card, bill] }, note: 'A `oneOf` with this one alternative takes the same values and is no finding.' },
  { suffix: 'not-added', effect: 'narrows', what: 'values that match a schema were ruled out (`not`)', before: card, after: { ...card, not: { required: ['bill'] } } },
  { suffix: 'not-removed', effect: 'widens', what: 'values that match a schema are not ruled out any more (`not`)', before: { ...card, not: { required: ['bill'] } }, after: card },
  { suffix: 'not-changed', effect: 'moves', what: 'which values are ruled out (`not`) was changed', before: { ...card, not: { required: ['bill'] } }, after: { ...card, not: { required: ['cash'] } } },
  { suffix: 'if-added', effect: 'narrows', what: 'a condition was added (`if`)', before: { type: 'object' }, after: conditional('then') },
  { suffix: 'if-removed', effect: 'widens', what: 'a condition was dropped (`if`)', before: conditional('then'), after: { type: 'object' } },
  { suffix: 'then-added', effect: 'narrows', what: 'what follows from a condition was added (`then`)', before: conditional(), after: conditional('then') },
  { suffix: 'then-removed', effect: 'widens', what: 'what follows from a condition was dropped (`then`)', before: conditional('then'), after: conditional() },
  { suffix: 'else-added', effect: 'narrows', what: 'what follows where a condition fails was added (`else`)', before: conditional(), after: conditional('else') },
  { suffix: 'else-removed', effect: 'widens', what: 'what follows where a condition fails was dropped (`else`)', before: conditional('else'), after: conditional() },
  { suffix: 'if-changed', effect: 'moves', what: 'its condition was changed (`if`)', before: conditional('then'), after: { ...conditional('then'), if: { required: ['cash'] } } },
  { suffix: 'then-changed', effect: 'moves', what: 'what follows from its condition was changed (`then`)', before: conditional('then'), after: { ...conditional(), ...branch('then') } },
  { suffix: 'else-changed', effect: 'moves', what: 'what follows where its condition fails was changed (`else`)', before: conditional('else'), after: { ...conditional(), ...branch('else') } },
]
