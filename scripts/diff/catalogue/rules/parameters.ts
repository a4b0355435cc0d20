/** Parameters that are added, removed, moved, become required or are written in another way. */
import { error, info, levels, warning } from '../levels.ts'
import { type Fragment, type Row, ruleRows } from '../row.ts'

const string = { type: 'string' }
const query = (name: string, more: Fragment = {}): Fragment => ({ name, in: 'query', schema: string, ...more })
const list = (more: Fragment = {}): Fragment => query('tags', { schema: { type: 'array', items: string }, ...more })
const header = (schema: Fragment): Fragment => ({
  name: 'X-Filter',
  in: 'header',
  schema: { type: 'object', ...schema },
})
const operation = (...parameters: Fragment[]): Fragment => ({ parameters })

const ending = (date: string): Fragment => ({ deprecated: true, 'x-sunset': date })

const demanded = 'A client of the base may not send it: its request is refused.'
const optional =
  'Make it optional, let the server choose a value where it is missing, and require it in the next major version.'
const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can use it.'
const wire = 'Clients of the base write the value as before, and the server reads something else, or nothing.'
const ignored =
  'The request may be accepted, but the server ignores the parameter, so that the answer is a different one.'
const late = 'Keep accepting it until the sunset date, then remove it.'

// biome-ignore format: a table
const ofOperations: readonly Row[] = ruleRows({ direction: 'request', aspect: 'parameter', within: 'operation' }, [
  {
    id: 'new-required-request-parameter', levels: error,
    sentence: '{part} was added and is required: clients of the base do not send it',
    meaning: 'A required parameter was added.',
    reason: demanded,
    advice: optional,
    before: operation(),
    after: operation(query('region', { required: true })),
  },
  {
    id: 'new-optional-request-parameter', levels: info,
    sentence: '{part} was added and is optional',
    meaning: 'An optional parameter was added.',
    reason: fine,
    advice: nothing,
    before: operation(),
    after: operation(query('region')),
  },
  {
    id: 'new-required-request-header-property', levels: info, decidedBy: 'values',
    sentence: '{place}: the required member {property} was added',
    meaning: "A required member was added to a header's object.",
    reason: demanded,
    advice: optional,
    before: operation(header({ properties: { a: string } })),
    after: operation(header({ properties: { a: string, b: string }, required: ['b'] })),
  },
  {
    id: 'request-header-property-became-required', levels: info, decidedBy: 'values',
    sentence: '{place}: the member {property} became required',
    meaning: "A member of a header's object became required.",
    reason: demanded,
    advice: optional,
    before: operation(header({ properties: { a: string } })),
    after: operation(header({ properties: { a: string }, required: ['a'] })),
  },
  {
    id: 'request-parameter-moved', levels: error,
    sentence: 'the parameter {name} moved from {from} to {to}: it is no longer read where clients of the base send it',
    meaning: 'A parameter kept its name and moved: from the query to a header, from a cookie to the query, and so on.',
    reason: 'A client of the base still sends it in the old place, where the server does not read it: the request is refused, or the parameter is ignored.',
    advice: 'Read the parameter in both places, mark the old one as deprecated with a sunset date, and remove it afterwards.',
    before: operation(query('region')),
    after: operation({ name: 'region', in: 'header', schema: string }),
  },
  {
    id: 'request-parameter-removed', levels: levels('warning', { source: 'error' }),
    sentence: '{part} was removed: servers may ignore or refuse requests that still send it',
    variants: {
      inPath: { when: 'it is in the path, which stays', levels: levels('info', { source: 'error' }), sentence: '{part} is no longer declared, and the path still has it' },
    },
    meaning: 'A parameter was removed.',
    reason: ignored,
    advice: 'Mark it as deprecated with a sunset date and keep it working until then.',
    before: operation(query('region')),
    after: operation(),
  },
  {
    id: 'request-parameter-removed-with-deprecation', levels: levels('info', { source: 'error' }),
    sentence: '{part} was removed, as its deprecation announced',
    meaning: 'A parameter was removed after its sunset date.',
    reason: 'The contract announced the date. The server ignores the parameter.',
    advice: nothing,
    before: operation(query('region', ending('2020-01-01'))),
    after: operation(),
  },
  {
    id: 'request-parameter-removed-before-sunset', levels: error,
    sentence: '{part} was removed before its sunset date {from}',
    meaning: 'A deprecated parameter was removed before its sunset date.',
    reason: `The contract announced that it stays until that date. ${ignored}`,
    advice: late,
    before: operation(query('region', ending('2999-01-01'))),
    after: operation(),
  },
  {
    id: 'request-parameter-became-required', levels: error,
    sentence: '{part} became required',
    meaning: 'A parameter became required.',
    reason: demanded,
    advice: optional,
    before: operation(query('region')),
    after: operation(query('region', { required: true })),
  },
  {
    id: 'request-parameter-became-optional', levels: info,
    sentence: '{part} became optional',
    meaning: 'A parameter became optional.',
    reason: fine,
    advice: nothing,
    before: operation(query('region', { required: true })),
    after: operation(query('region')),
  },
  {
    id: 'request-parameter-sunset-parse', levels: error,
    sentence: 'the sunset date of {part} is not a date: {to:value}',
    variants: {
      removed: { when: 'the parameter was removed', levels: error, sentence: '{part} was removed, and its sunset date was not a date: {from:value}' },
    },
    meaning: 'The sunset date of a parameter is not a date.',
    reason: 'Clients do not know how long they can rely on it.',
    advice: 'Write the date as `2027-06-30`.',
    before: operation(query('region')),
    after: operation(query('region', ending('soon'))),
  },
  {
    id: 'request-parameter-style-changed', levels: error,
    sentence: '{part} is written differently now: {what} was {from|not set}, and is {to|not set}',
    variants: {
      sameText: { when: 'every value is written as the same text', levels: info, sentence: '{part} has another {what} ({from|not set} before, {to|not set} now), and every value is written as before' },
    },
    meaning: 'How a parameter is written (`style`) was changed.',
    reason: wire,
    advice: 'Keep the style, and accept the new one under a new name.',
    before: operation(list({ style: 'form', explode: false })),
    after: operation(list({ style: 'pipeDelimited', explode: false })),
  },
  {
    id: 'request-parameter-explode-changed', levels: error,
    sentence: '{part} is written differently now: {what} was {from|not set}, and is {to|not set}',
    variants: {
      sameText: { when: 'every value is written as the same text', levels: info, sentence: '{part} has another {what} ({from|not set} before, {to|not set} now), and every value is written as before' },
    },
    meaning: 'Whether a parameter repeats its name for each value (`explode`) was changed.',
    reason: wire,
    advice: 'Keep the way it is written, and accept the new one under a new name.',
    before: operation(list({ explode: true })),
    after: operation(list({ explode: false })),
  },
  {
    id: 'request-parameter-content-changed', levels: error,
    sentence: '{part} is written differently now: {what} was {from|not set}, and is {to|not set}',
    variants: {
      sameText: { when: 'every value is written as the same text', levels: info, sentence: '{part} has another {what} ({from|not set} before, {to|not set} now), and every value is written as before' },
    },
    meaning: 'The media type that a parameter is written in (`content`) was changed.',
    reason: wire,
    advice: 'Keep the way it is written, and accept the new one under a new name.',
    before: operation(query('region')),
    after: operation({ name: 'region', in: 'query', content: { 'application/json': { schema: string } } }),
  },
  {
    id: 'request-parameter-allow-reserved-changed', levels: warning,
    sentence: '{part} may no longer hold reserved characters unescaped (allowReserved)',
    variants: {
      allowed: { when: 'they are allowed now', levels: info, sentence: '{part} may hold reserved characters unescaped now (allowReserved)' },
    },
    meaning: 'Whether a parameter may hold reserved characters as they are (`allowReserved`) was changed.',
    reason: 'Where they are no longer allowed, a client of the base still sends them, and a proxy or the server may take them for the end of the value.',
    advice: 'Keep accepting them.',
    before: operation(query('region', { allowReserved: true })),
    after: operation(query('region')),
  },
  {
    id: 'request-parameter-allow-empty-value-changed', levels: warning,
    sentence: '{part} may no longer be sent without a value (allowEmptyValue)',
    variants: {
      allowed: { when: 'it is allowed now', levels: info, sentence: '{part} may be sent without a value now (allowEmptyValue)' },
    },
    meaning: 'Whether a parameter may be sent without a value (`allowEmptyValue`) was changed.',
    reason: 'Where it is no longer allowed, a client of the base that sends the bare name may be refused.',
    advice: 'Keep accepting the bare name, with the value that it stands for.',
    before: operation(query('region', { allowEmptyValue: true })),
    after: operation(query('region')),
  },
])

const ok = { responses: { 204: { description: 'Done' } } }
const id = { name: 'id', in: 'path', required: true, schema: string }

const shared = (required: boolean): Fragment => ({
  paths: { '/orders': { parameters: [query('region', { required })], get: ok } },
})
const bare = { paths: { '/orders': { get: ok } } }

// biome-ignore format: a table
const ofPaths: readonly Row[] = ruleRows({ direction: 'request', aspect: 'parameter', within: 'document' }, [
  {
    id: 'new-required-request-default-parameter-to-existing-path', levels: error,
    sentence: '{part} was added and is required: clients of the base do not send it',
    meaning: 'A required parameter was added to a path, and so to all its operations.',
    reason: demanded,
    advice: optional,
    before: bare,
    after: shared(true),
  },
  {
    id: 'new-optional-request-default-parameter-to-existing-path', levels: info,
    sentence: '{part} was added and is optional',
    meaning: 'An optional parameter was added to a path, and so to all its operations.',
    reason: fine,
    advice: nothing,
    before: bare,
    after: shared(false),
  },
  {
    id: 'new-request-path-parameter', levels: error,
    sentence: '{part} is declared now, and was not: some values that the path accepted are refused{refusal|}',
    variants: {
      harmless: { when: 'it accepts every value', levels: info, sentence: '{part} is declared now, and was not: every value is still accepted' },
    },
    meaning: 'A path holds a parameter that its operation did not declare.',
    reason: 'Clients of the base do not know that the path has a parameter.',
    advice: 'Add a new path beside the old one and deprecate the old one with a sunset date.',
    before: { paths: { '/orders/{id}': { get: ok } } },
    after: { paths: { '/orders/{id}': { get: { parameters: [id], ...ok } } } },
  },
  {
    id: 'request-path-parameter-renamed', levels: levels('info', { source: 'error' }), leastProfile: 'source',
    sentence: 'the path parameter {from} is called {to} now',
    meaning: 'A path parameter kept its place in the path and changed its name.',
    reason: 'The name is in no message. Generated code has an argument of the old name, which callers would have to change.',
    advice: 'Keep the old name until the next major version.',
    before: { paths: { '/orders/{id}': { get: { parameters: [id], ...ok } } } },
    after: { paths: { '/orders/{number}': { get: { parameters: [{ ...id, name: 'number' }], ...ok } } } },
  },
])

export const parameters: readonly Row[] = [...ofOperations, ...ofPaths]
