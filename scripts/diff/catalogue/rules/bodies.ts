/** Bodies and their media types. */
import { error, info, infoUnlessStrict, warning } from '../levels.ts'
import { type Fragment, type Row, ruleRows } from '../row.ts'

const string = { type: 'string' }
const version = (number: number): Fragment => ({
  [`application/json; version=${number}`]: { schema: { type: 'object' } },
})
const json = { 'application/json': { schema: { type: 'object' } } }
const xml = { 'application/xml': { schema: { type: 'object' } } }
const special = { 'application/problem+json': { schema: { type: 'object' } } }
const picture = { type: 'object', properties: { picture: string } }
const form = (contentType: string): Fragment => ({
  'multipart/form-data': { schema: picture, encoding: { picture: { contentType } } },
})
const request = (content: Fragment, more: Fragment = {}): Fragment => ({ requestBody: { content, ...more } })
const statuses = (table: Fragment): Fragment => ({ responses: table })
const response = (parts: Fragment): Fragment => statuses({ 200: { description: 'OK', ...parts } })
const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can use it.'
const refused = 'A client of the base still sends what the base accepts, and the server refuses it.'
const unread = 'A client of the base cannot read the answer.'
const accept = 'Keep it, mark it as deprecated in the description, and remove it in the next major version.'

// biome-ignore format: a table
export const bodies: readonly Row[] = ruleRows({ direction: 'request', aspect: 'body', within: 'operation' }, [
  {
    id: 'request-body-added-required', levels: error,
    sentence: 'a required request body was added: clients of the base send none',
    meaning: 'A required body was added to a request.',
    reason: refused,
    advice: 'Make the body optional and let the server choose where it is missing.',
    before: {},
    after: request(json, { required: true }),
  },
  {
    id: 'request-body-added-optional', levels: info,
    sentence: 'an optional request body was added',
    variants: {
      pushed: { when: 'the server sends the request', levels: info, sentence: 'a body was added to the request that the server sends' },
    },
    meaning: 'An optional body was added to a request.',
    reason: fine,
    advice: nothing,
    before: {},
    after: request(json),
  },
  {
    id: 'request-body-removed', levels: error,
    sentence: 'the request body was removed',
    variants: {
      pushed: { when: 'the server sends the request, and its body was optional', levels: infoUnlessStrict, sentence: 'the optional body of the request that the server sends was removed' },
    },
    meaning: "A request's body was removed.",
    reason: 'A client of the base still sends it: it is refused, or the server ignores it.',
    advice: 'Keep accepting the body without effect until the next major version.',
    before: request(json),
    after: {},
  },
  {
    id: 'request-body-became-required', levels: error,
    sentence: 'the request body became required',
    variants: {
      pushed: { when: 'the server sends the request', levels: info, sentence: 'the body of the request that the server sends is always there now' },
    },
    meaning: "A request's body became required.",
    reason: refused,
    advice: 'Leave it optional and let the server choose where it is missing.',
    before: request(json),
    after: request(json, { required: true }),
  },
  {
    id: 'request-body-became-optional', levels: info,
    sentence: 'the request body became optional',
    variants: {
      pushed: { when: 'the server sends the request', levels: error, sentence: 'the body of the request that the server sends may be missing now' },
    },
    meaning: "A request's body became optional.",
    reason: fine,
    advice: nothing,
    before: request(json, { required: true }),
    after: request(json),
  },
  {
    id: 'request-body-media-type-added', levels: info,
    sentence: 'the media type {to} was added to {part}',
    meaning: "A media type was added to a request's body.",
    reason: fine,
    advice: nothing,
    before: request(json),
    after: request({ ...json, ...xml }),
  },
  {
    id: 'request-body-media-type-removed', levels: error,
    sentence: 'the media type {from} was removed from {part}: a body of this type is refused',
    meaning: "A media type was removed from a request's body.",
    reason: `${refused} The answer is 415.`,
    advice: accept,
    before: request({ ...json, ...xml }),
    after: request(json),
  },
  {
    id: 'request-body-media-type-name-changed', levels: error,
    sentence: 'the media type of {part} changed from {from} to {to}',
    meaning: "The parameters of a request's media type were changed.",
    reason: `${refused} The answer is 415.`,
    advice: accept,
    before: request(version(1)),
    after: request(version(2)),
  },
  {
    id: 'request-body-media-type-name-generalized', levels: info,
    sentence: 'the media type of {part} changed from {from} to {to}',
    meaning: "A request's media type was replaced by a more general one.",
    reason: fine,
    advice: nothing,
    before: request(special),
    after: request(json),
  },
  {
    id: 'request-body-media-type-name-specialized', levels: error,
    sentence: 'the media type of {part} changed from {from} to {to}',
    variants: {
      parameters: { when: 'the two differ in parameters alone, and one side does not name them', levels: warning, sentence: 'the media type of {part} changed from {from} to {to}: the contract does not say whether the parameters matter' },
    },
    meaning: "A request's media type was replaced by a more specific one.",
    reason: refused,
    advice: accept,
    before: request(json),
    after: request(special),
  },
  {
    id: 'request-body-media-type-schema-added', levels: info, decidedBy: 'values',
    sentence: '{place}: a schema was added where any value was allowed',
    meaning: "A schema was added to a media type of a request's body.",
    reason: 'The base accepts any value; the revision refuses those that do not match the schema.',
    advice: 'Write a schema that accepts what was always accepted, and narrow it in the next major version.',
    before: request({ 'application/json': {} }),
    after: request(json),
  },
  {
    id: 'request-body-media-type-schema-removed', levels: info, decidedBy: 'values',
    sentence: '{place}: the schema was removed, and any value is allowed now',
    meaning: "The schema of a media type of a request's body was removed.",
    reason: fine,
    advice: nothing,
    before: request(json),
    after: request({ 'application/json': {} }),
  },
  {
    id: 'response-body-media-type-schema-added', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: a schema was added where any value was allowed',
    meaning: "A schema was added to a media type of a response's body.",
    reason: fine,
    advice: nothing,
    before: response({ content: { 'application/json': {} } }),
    after: response({ content: json }),
  },
  {
    id: 'response-body-media-type-schema-removed', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: the schema was removed, and any value may be sent now',
    meaning: "The schema of a media type of a response's body was removed.",
    reason: 'A client of the base relies on the schema; any value may come now.',
    advice: 'Keep the schema, or widen it; the diff then says whom that affects.',
    before: response({ content: json }),
    after: response({ content: { 'application/json': {} } }),
  },
  {
    id: 'media-type-encoding-changed', levels: error, direction: 'both',
    sentence: 'the encoding of {part} changed from {from:value} to {to:value}: it is read as something else',
    variants: {
      same: { when: 'every value is written and read as before', levels: info, sentence: 'the encoding of {part} changed from {from:value} to {to:value}: every value is written and read as before' },
      noForm: { when: 'the body is not a form', levels: info, sentence: 'the encoding of {part} changed from {from:value} to {to:value}: it has an effect on forms only' },
      headers: { when: 'the headers of a part changed', levels: warning, sentence: 'the encoding of {part} changed from {from:value} to {to:value}: the contract does not say whether the headers of a part are read' },
      json: { when: 'it is JSON on one side and text on the other', levels: error, sentence: 'the encoding of {part} changed from {from:value} to {to:value}: one side writes JSON, the other reads text' },
      refused: { when: 'the content types that are sent are not among those that are accepted', levels: error, sentence: 'the encoding of {part} changed from {from:value} to {to:value}: the content type that is sent is not accepted' },
      unnamed: { when: 'the sender names no content type', levels: warning, sentence: 'the encoding of {part} changed from {from:value} to {to:value}: the contract does not say which content type is sent' },
      reserved: { when: 'reserved characters need no escape on one side', levels: warning, sentence: 'the encoding of {part} changed from {from:value} to {to:value}: reserved characters that are not escaped may end the value' },
    },
    meaning: "The encoding of a form's members (`encoding`) was changed.",
    reason: 'A form that is written by the one contract may be read as something else by the other.',
    advice: accept,
    before: request(form('image/png')),
    after: request(form('image/jpeg')),
  },
  {
    id: 'response-media-type-added', levels: info, direction: 'response',
    sentence: 'the media type {to} was added to {part}',
    variants: {
      pushed: { when: 'the server sends it without negotiation', levels: error, sentence: 'the media type {to} was added to {part}: receivers built on the base do not know it' },
    },
    meaning: 'A media type was added to a response.',
    reason: 'A client that asks for its own (`Accept`) gets it as before.',
    advice: nothing,
    before: response({ content: json }),
    after: response({ content: { ...json, ...xml } }),
  },
  {
    id: 'response-media-type-removed', levels: error, direction: 'response',
    sentence: 'the media type {from} was removed from {part}: clients that ask for it alone are answered 406',
    variants: {
      pushed: { when: 'the server sends it without negotiation', levels: infoUnlessStrict, sentence: 'the media type {from} was removed from {part}' },
    },
    meaning: 'A media type was removed from a response.',
    reason: `${unread} A client that asks for it alone is answered 406.`,
    advice: accept,
    before: response({ content: { ...json, ...xml } }),
    after: response({ content: json }),
  },
  {
    id: 'response-media-type-name-changed', levels: error, direction: 'response',
    sentence: 'the media type of {part} changed from {from} to {to}',
    meaning: "The parameters of a response's media type were changed.",
    reason: unread,
    advice: accept,
    before: response({ content: version(1) }),
    after: response({ content: version(2) }),
  },
  {
    id: 'response-media-type-name-generalized', levels: error, direction: 'response',
    sentence: 'the media type of {part} changed from {from} to {to}',
    variants: {
      parameters: { when: 'the two differ in parameters alone, and one side does not name them', levels: warning, sentence: 'the media type of {part} changed from {from} to {to}: the contract does not say whether the parameters matter' },
    },
    meaning: "A response's media type was replaced by a more general one.",
    reason: unread,
    advice: accept,
    before: response({ content: special }),
    after: response({ content: json }),
  },
  {
    id: 'response-media-type-name-specialized', levels: infoUnlessStrict, direction: 'response',
    sentence: 'the media type of {part} changed from {from} to {to}',
    meaning: "A response's media type was replaced by a more specific one of the same syntax.",
    reason: 'A client that compares the whole name has to change; one that reads the suffix does not.',
    advice: accept,
    before: response({ content: json }),
    after: response({ content: special }),
  },
])
