/** Statuses, links and headers of responses. */
import { error, info, infoUnlessStrict, levels, warning } from '../levels.ts'
import { type Fragment, type Row, ruleRows } from '../row.ts'

const string = { type: 'string' }
const statuses = (table: Fragment): Fragment => ({ responses: table })
const response = (parts: Fragment): Fragment => statuses({ 200: { description: 'OK', ...parts } })
const etag = (more: Fragment = {}): Fragment => response({ headers: { ETag: { schema: string, ...more } } })
const ok = { description: 'OK' }
const members = { type: 'object', properties: { x: { type: 'integer' }, y: { type: 'integer' } } }
const point = (more: Fragment): Fragment => response({ headers: { Point: { schema: members, ...more } } })

const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can use it.'
const relied = 'A client of the base relies on the header, and fails where it is missing.'
const otherwise = 'A client of the base reads the header as something else.'
// biome-ignore format: a table
export const responses: readonly Row[] = ruleRows({ direction: 'response', aspect: 'response', within: 'operation' }, [
  {
    id: 'response-success-status-added', levels: levels('info', { source: 'error' }),
    sentence: 'response {status} was added',
    variants: {
      unexpected: { when: 'no range and no default of the base includes it', levels: levels('warning', { source: 'error' }), sentence: 'response {status} was added: a client that expects another success treats it as a failure' },
    },
    meaning: 'A success status was added.',
    reason: 'A client that treats every 2xx alike is not affected; one that lists the statuses it knows receives a new one.',
    advice: nothing,
    before: statuses({ 200: ok }),
    after: statuses({ 200: ok, 202: { description: 'Accepted' } }),
  },
  {
    id: 'response-success-status-removed', levels: warning,
    sentence: 'response {status} was removed: a client that waits for it never receives it, although the base declares the remaining successes too',
    variants: {
      covered: { when: 'a range or the default of the revision includes it', levels: infoUnlessStrict, sentence: 'response {status} was removed, and a range or the default still includes it' },
      partLeft: { when: 'it was a range, and the revision declares part of it', levels: infoUnlessStrict, sentence: 'response {status} was removed, and {left} is left of it' },
      noneLeft: { when: 'no success is left', levels: error, sentence: 'response {status} was removed, and no success is left for a client to wait for' },
      replaced: { when: 'a success was added that the base does not know', levels: error, sentence: 'response {status} was removed, and {strange} was added, which clients of the base do not know' },
      answered: { when: 'clients send it, and another success is left', levels: warning, sentence: 'response {status} was removed: the server may treat a client that still sends it as failed' },
      answeredNoneLeft: { when: 'clients send it, and no success that they know is left', levels: error, sentence: 'response {status} was removed, and no success that clients send is left' },
    },
    meaning: 'A success status was removed.',
    reason: 'A client that waits for this status never receives it, and does not know that its request succeeded.',
    advice: 'Keep sending it to old clients, and offer the new response under a new operation, a parameter or a `Prefer` header.',
    before: statuses({ 200: ok, 201: { description: 'Created' } }),
    after: statuses({ 200: ok }),
  },
  {
    id: 'response-non-success-status-added', levels: info,
    sentence: 'response {status} was added',
    meaning: 'An error status was added.',
    reason: 'A client must be ready for any error status (RFC 9110 §15): it treats one that it does not know as the x00 of its class.',
    advice: nothing,
    before: statuses({ 200: ok }),
    after: statuses({ 200: ok, 409: { description: 'Conflict' } }),
  },
  {
    id: 'response-non-success-status-removed', levels: infoUnlessStrict,
    sentence: 'response {status} was removed',
    meaning: 'An error status was removed.',
    reason: `${fine} Code that handles it is never reached.`,
    advice: nothing,
    before: statuses({ 200: ok, 409: { description: 'Conflict' } }),
    after: statuses({ 200: ok }),
  },
  {
    id: 'response-links-changed', levels: info,
    sentence: 'the links of {part} changed',
    meaning: "A response's links were changed.",
    reason: 'No message changes. A client that follows the links calls another operation.',
    advice: nothing,
    before: response({ links: { order: { operationId: 'getOrder' } } }),
    after: response({ links: { order: { operationId: 'readOrder' } } }),
  },
  {
    id: 'response-header-added', levels: info,
    sentence: '{part} was added',
    variants: {
      demanded: { when: 'clients send the response', levels: error, sentence: '{part} was added and is required: clients of the base do not send it' },
    },
    meaning: 'A header was added to a response.',
    reason: fine,
    advice: nothing,
    before: response({}),
    after: etag(),
  },
  {
    id: 'required-response-header-removed', levels: error,
    sentence: '{part} was removed, and clients rely on it',
    variants: {
      received: { when: 'clients send the response', levels: infoUnlessStrict, sentence: '{part} was removed, and clients no longer need to send it' },
    },
    meaning: 'A required header was removed from a response.',
    reason: relied,
    advice: 'Keep sending it until the next major version.',
    before: etag({ required: true }),
    after: response({}),
  },
  {
    id: 'optional-response-header-removed', levels: levels('info', { source: 'error' }),
    sentence: '{part} was removed; clients had to expect responses without it',
    meaning: 'An optional header was removed from a response.',
    reason: 'Clients had to expect responses without it. Code that used the header no longer works.',
    advice: 'Keep sending it until the next major version.',
    before: etag(),
    after: response({}),
  },
  {
    id: 'response-header-became-optional', levels: error,
    sentence: '{part} became optional, and clients rely on it',
    variants: {
      received: { when: 'clients send the response', levels: info, sentence: '{part} became optional' },
    },
    meaning: "A response's header became optional.",
    reason: relied,
    advice: 'Keep sending it always.',
    before: etag({ required: true }),
    after: etag(),
  },
  {
    id: 'response-header-style-changed', levels: error,
    sentence: '{part} is written differently now: {what} was {from|not set}, and is {to|not set}',
    variants: {
      sameText: { when: 'every value is written as the same text', levels: info, sentence: '{part} has another {what} ({from|not set} before, {to|not set} now), and every value is written as before' },
    },
    meaning: "How the value of a response's header is written (`style`) was changed.",
    reason: otherwise,
    advice: 'Keep the way it is written, and send the new one under a new name.',
    before: point({}),
    after: point({ style: 'form' }),
  },
  {
    id: 'response-header-explode-changed', levels: error,
    sentence: '{part} is written differently now: {what} was {from|not set}, and is {to|not set}',
    variants: {
      sameText: { when: 'every value is written as the same text', levels: info, sentence: '{part} has another {what} ({from|not set} before, {to|not set} now), and every value is written as before' },
    },
    meaning: "How the members of a response's header are written (`explode`) was changed.",
    reason: otherwise,
    advice: 'Keep the way it is written, and send the new one under a new name.',
    before: point({}),
    after: point({ explode: true }),
  },
  {
    id: 'response-header-content-changed', levels: error,
    sentence: '{part} is written differently now: {what} was {from|not set}, and is {to|not set}',
    variants: {
      sameText: { when: 'every value is written as the same text', levels: info, sentence: '{part} has another {what} ({from|not set} before, {to|not set} now), and every value is written as before' },
    },
    meaning: "The media type that a response's header is written in (`content`) was changed.",
    reason: otherwise,
    advice: 'Keep the way it is written, and send the new one under a new name.',
    before: point({}),
    after: response({ headers: { Point: { content: { 'application/json': { schema: members } } } } }),
  },
  {
    id: 'response-header-became-required', levels: info,
    sentence: '{part} became required',
    variants: {
      demanded: { when: 'clients send the response', levels: error, sentence: '{part} became required: clients of the base may not send it' },
    },
    meaning: "A response's header became required.",
    reason: fine,
    advice: nothing,
    before: etag(),
    after: etag({ required: true }),
  },
])
