/** Parameters that come, go, become required or travel in another way. */
import type { Entry, Fragment } from '../entry.ts'

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

const demanded =
  'A client of the base does not send it, because it knows nothing of it or was free to leave it out: its request is refused.'
const optional =
  'Make it optional and let the server choose a value where it is missing; demand it in the next major version.'
const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can make use of it.'
const wire =
  'Clients of the base go on writing the value the old way, which the server now reads as something else or not at all.'
const ignored =
  'The request is not refused, and its answer is another: what the client asked for by the parameter is ignored in silence.'
const keep = 'Keep the date, or set a later one.'
const late = 'Keep accepting it until the sunset date that clients were told, then drop it.'

type Row = [id: string, what: string, why: string, instead: string, before: Fragment, after: Fragment]

// biome-ignore format: a table
const table: Row[] = [
  ['new-required-request-parameter', 'A required parameter was added.', demanded, optional, operation(), operation(query('region', { required: true }))],
  ['new-optional-request-parameter', 'An optional parameter was added.', fine, nothing, operation(), operation(query('region'))],
  ['new-required-request-header-property', "A required member was added to a header's object.", demanded, optional, operation(header({ properties: { a: string } })), operation(header({ properties: { a: string, b: string }, required: ['b'] }))],
  ['request-header-property-became-required', "A member of a header's object became required.", demanded, optional, operation(header({ properties: { a: string } })), operation(header({ properties: { a: string }, required: ['a'] }))],
  ['request-parameter-removed', 'A parameter was dropped.', ignored, 'Mark it as deprecated with a sunset date and keep it working until then.', operation(query('region')), operation()],
  ['request-parameter-removed-with-deprecation', 'A parameter was dropped after its sunset date.', 'Clients were told the date. One that still sends it is ignored in silence.', nothing, operation(query('region', ending('2020-01-01'))), operation()],
  ['request-parameter-removed-before-sunset', 'A deprecated parameter was dropped before its sunset date.', `Clients were told that they may use it until that date. ${ignored}`, late, operation(query('region', ending('2999-01-01'))), operation()],
  ['request-parameter-became-required', 'A parameter became required.', demanded, optional, operation(query('region')), operation(query('region', { required: true }))],
  ['request-parameter-became-optional', 'A parameter need not be sent any more.', fine, nothing, operation(query('region', { required: true })), operation(query('region'))],
  ['request-parameter-deprecated', 'A parameter was marked as deprecated.', `${fine} They are told to stop using it.`, 'Give the date from which it may be gone as `x-sunset`.', operation(query('region')), operation(query('region', ending('2999-01-01')))],
  ['request-parameter-reactivated', 'A parameter is not deprecated any more.', fine, nothing, operation(query('region', { deprecated: true })), operation(query('region'))],
  ['request-parameter-sunset-deleted', 'The sunset date of a deprecated parameter was dropped.', 'Clients cannot know any more until when they can stay.', keep, operation(query('region', ending('2999-01-01'))), operation(query('region', { deprecated: true }))],
  ['request-parameter-sunset-date-changed', 'The sunset date of a parameter was moved to a later one.', fine, nothing, operation(query('region', ending('2999-01-01'))), operation(query('region', ending('2999-06-01')))],
  ['request-parameter-sunset-date-changed-too-small', 'The sunset date of a parameter was moved to an earlier one.', 'Clients were told that they may use it until that date.', keep, operation(query('region', ending('2999-06-01'))), operation(query('region', ending('2999-01-01')))],
  ['request-parameter-sunset-parse', 'The sunset date of a parameter is no date.', 'Clients cannot know until when they can stay.', 'Write the date as `2027-06-30`.', operation(query('region')), operation(query('region', ending('soon')))],
  ['request-parameter-style-changed', 'How a parameter is written (`style`) was changed.', wire, 'Keep the style, and take the new one under a new name.', operation(list({ style: 'form', explode: false })), operation(list({ style: 'pipeDelimited', explode: false }))],
  ['request-parameter-explode-changed', 'Whether a parameter repeats its name for each value (`explode`) was changed.', wire, 'Keep the way it is written, and take the new one under a new name.', operation(list({ explode: true })), operation(list({ explode: false }))],
  ['request-parameter-content-changed', 'The media type that a parameter is written in (`content`) was changed.', wire, 'Keep the way it is written, and take the new one under a new name.', operation(query('region')), operation({ name: 'region', in: 'query', content: { 'application/json': { schema: string } } })],
  ['request-parameter-allow-reserved-changed', 'Whether a parameter may hold reserved characters as they are (`allowReserved`) was changed.', 'Where they are not allowed any more, a client of the base goes on sending them, and a proxy or the server may read them as the end of the value.', 'Keep taking them as they are.', operation(query('region', { allowReserved: true })), operation(query('region'))],
  ['request-parameter-allow-empty-value-changed', 'Whether a parameter may be sent without a value (`allowEmptyValue`) was changed.', 'Where it is not allowed any more, a client of the base that sends the bare name may be refused.', 'Keep taking the bare name, as the value that it stood for.', operation(query('region', { allowEmptyValue: true })), operation(query('region'))],
]

const path = (before: Fragment, after: Fragment) => ({
  within: 'document' as const,
  before: { paths: before },
  after: { paths: after },
})
const ok = { responses: { 204: { description: 'Done' } } }
const id = { name: 'id', in: 'path', required: true, schema: string }

const shared = (required: boolean) =>
  path({ '/orders': { get: ok } }, { '/orders': { parameters: [query('region', { required })], get: ok } })

export const parameters: readonly Entry[] = [
  ...table.map(([id, what, why, instead, before, after]) => ({
    id,
    what,
    why,
    instead,
    example: { within: 'operation' as const, before, after },
  })),
  {
    id: 'new-required-request-default-parameter-to-existing-path',
    what: 'A required parameter was added to a path, and so to all its operations.',
    why: demanded,
    instead: optional,
    example: shared(true),
  },
  {
    id: 'new-optional-request-default-parameter-to-existing-path',
    what: 'An optional parameter was added to a path, and so to all its operations.',
    why: fine,
    instead: nothing,
    example: shared(false),
  },
  {
    id: 'new-request-path-parameter',
    what: 'A path holds a parameter that its operation did not declare.',
    why: 'Clients of the base do not know that there is something to fill in.',
    instead: 'Add a new path beside the old one and deprecate the old one with a sunset date.',
    example: path({ '/orders/{id}': { get: ok } }, { '/orders/{id}': { get: { parameters: [id], ...ok } } }),
  },
]
