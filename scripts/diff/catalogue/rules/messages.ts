/** Bodies, media types, statuses and headers. */
import type { Entry, Fragment } from '../entry.ts'

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
const responses = (table: Fragment): Fragment => ({ responses: table })
const response = (parts: Fragment): Fragment => responses({ 200: { description: 'OK', ...parts } })
const etag = (more: Fragment = {}): Fragment => response({ headers: { ETag: { schema: string, ...more } } })
const ok = { description: 'OK' }
const members = { type: 'object', properties: { x: { type: 'integer' }, y: { type: 'integer' } } }
const point = (more: Fragment): Fragment => response({ headers: { Point: { schema: members, ...more } } })

const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can make use of it.'
const refused = 'A client of the base goes on sending what it always sent, and is refused.'
const unread = 'A client of the base cannot read the answer that it now gets.'
const relied = 'A client of the base reads the header without asking whether it is there.'
const otherwise = 'A client of the base reads the header the old way, and takes it for something else.'
const accept = 'Keep it, mark it as deprecated in the description, and drop it in the next major version.'

type Row = [id: string, what: string, why: string, instead: string, before: Fragment, after: Fragment]

// biome-ignore format: a table
const table: Row[] = [
  ['request-body-added-required', 'A required body was added to a request.', refused, 'Make the body optional and let the server choose where it is missing.', {}, request(json, { required: true })],
  ['request-body-added-optional', 'An optional body was added to a request.', fine, nothing, {}, request(json)],
  ['request-body-removed', "A request's body was dropped.", 'A client of the base goes on sending it: it is refused, or what it says is ignored in silence.', 'Keep accepting the body without effect until the next major version.', request(json), {}],
  ['request-body-became-required', "A request's body became required.", refused, 'Leave it optional and let the server choose where it is missing.', request(json), request(json, { required: true })],
  ['request-body-became-optional', "A request's body need not be sent any more.", fine, nothing, request(json, { required: true }), request(json)],
  ['request-body-media-type-added', 'A request may be sent in one more media type.', fine, nothing, request(json), request({ ...json, ...xml })],
  ['request-body-media-type-removed', 'A request may not be sent in a media type any more.', `${refused} The answer is 415.`, accept, request({ ...json, ...xml }), request(json)],
  ['request-body-media-type-name-changed', "The parameters of a request's media type became others.", `${refused} The answer is 415.`, accept, request(version(1)), request(version(2))],
  ['request-body-media-type-name-generalized', "A request's media type was replaced by a more general one.", fine, nothing, request(special), request(json)],
  ['request-body-media-type-name-specialized', "A request's media type was replaced by a more special one.", refused, accept, request(json), request(special)],
  ['request-body-media-type-schema-added', "A media type of a request's body got a schema, where nothing was said.", 'Whatever a client sent until now was taken; what the schema does not take is refused.', 'State what has always been taken; narrow it in the next major version.', request({ 'application/json': {} }), request(json)],
  ['request-body-media-type-schema-removed', "A media type of a request's body has no schema any more.", fine, nothing, request(json), request({ 'application/json': {} })],
  ['response-body-media-type-schema-added', "A media type of a response's body got a schema, where nothing was said.", fine, nothing, response({ content: { 'application/json': {} } }), response({ content: json })],
  ['response-body-media-type-schema-removed', "A media type of a response's body has no schema any more.", 'A client of the base counts on what the schema said; now anything may come.', 'Keep the schema: it may be widened, and the diff says for whom that matters.', response({ content: json }), response({ content: { 'application/json': {} } })],
  ['media-type-encoding-changed', 'How the members of a form are written (`encoding`) was changed.', 'Whoever writes the form by the one contract is misread by the other, where more than the spelling was changed.', accept, request(form('image/png')), request(form('image/jpeg'))],
  ['response-media-type-added', 'A response may come in one more media type.', 'A client that asks for its own (`Accept`) gets it as before.', nothing, response({ content: json }), response({ content: { ...json, ...xml } })],
  ['response-media-type-removed', 'A response does not come in a media type any more.', `${unread} One that asks for it alone is answered 406.`, accept, response({ content: { ...json, ...xml } }), response({ content: json })],
  ['response-media-type-name-changed', "The parameters of a response's media type became others.", unread, accept, response({ content: version(1) }), response({ content: version(2) })],
  ['response-media-type-name-generalized', "A response's media type was replaced by a more general one.", unread, accept, response({ content: special }), response({ content: json })],
  ['response-media-type-name-specialized', "A response's media type was replaced by a more special one of the same syntax.", 'A client that compares the whole name has to change; one that looks at its suffix has not.', accept, response({ content: json }), response({ content: special })],
  ['response-success-status-added', 'One more success status may be answered.', 'A client that treats every 2xx alike goes on; one that lists the statuses it knows meets a new one.', nothing, responses({ 200: ok }), responses({ 200: ok, 202: { description: 'Taken on' } })],
  ['response-success-status-removed', 'A success status is not answered any more.', 'A client that waits for this status to know that its request succeeded never sees it.', 'Keep answering it to old clients, and offer the new way of answering under a new operation, a parameter or a `Prefer` header.', responses({ 200: ok, 201: { description: 'Created' } }), responses({ 200: ok })],
  ['response-non-success-status-added', 'One more error status may be answered.', 'A client must be ready for any error status (RFC 9110 §15): it treats one that it does not know as the x00 of its class.', nothing, responses({ 200: ok }), responses({ 200: ok, 409: { description: 'Conflict' } })],
  ['response-non-success-status-removed', 'An error status is not answered any more.', `${fine} Code that handles it is not reached any more.`, nothing, responses({ 200: ok, 409: { description: 'Conflict' } }), responses({ 200: ok })],
  ['response-links-changed', "A response's links were changed.", 'No message is another one; a client that follows the links is led elsewhere.', nothing, response({ links: { order: { operationId: 'getOrder' } } }), response({ links: { order: { operationId: 'readOrder' } } })],
  ['response-header-added', 'A header was added to a response.', fine, nothing, response({}), etag()],
  ['required-response-header-removed', 'A header that was always there was taken from a response.', relied, 'Keep sending it until the next major version.', etag({ required: true }), response({})],
  ['optional-response-header-removed', 'A header that may have been there was taken from a response.', 'A client had to expect responses without it; what it did with the header it can do no more.', 'Keep sending it until the next major version.', etag(), response({})],
  ['response-header-became-optional', "A response's header need not be there any more.", relied, 'Keep sending it always.', etag({ required: true }), etag()],
  ['response-header-explode-changed', "How the members of a response's header are written (`explode`) was changed.", otherwise, 'Keep the way it is written, and send the new one under a new name.', point({}), point({ explode: true })],
  ['response-header-content-changed', "The media type that a response's header is written in (`content`) was changed.", otherwise, 'Keep the way it is written, and send the new one under a new name.', point({}), response({ headers: { Point: { content: { 'application/json': { schema: members } } } } })],
  ['response-header-became-required', "A response's header is always there now.", fine, nothing, etag(), etag({ required: true })],
]

export const messages: readonly Entry[] = table.map(([id, what, why, instead, before, after]) => ({
  id,
  what,
  why,
  instead,
  example: { within: 'operation', before, after },
}))
