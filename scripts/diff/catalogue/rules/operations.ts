/** Paths, operations and their life, webhooks, callbacks, servers. */
import type { Entry, Example, Fragment } from '../entry.ts'

const ok = { responses: { 204: { description: 'Done' } } }
const stay = { '/products': { get: ok } }
const paths = (more: Fragment): Fragment => ({ paths: { ...stay, ...more } })
const orders = (operation: Fragment): Fragment => paths({ '/orders': { get: { ...ok, ...operation } } })
const callback = { callbacks: { stock: { '{$request.query.url}': { post: ok } } } }
const past = { deprecated: true, 'x-sunset': '2020-01-01' }
const future = { deprecated: true, 'x-sunset': '2999-01-01' }

const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can make use of it.'
const gone = 'Clients of the base go on calling it, and are answered 404 or 405.'
const told = 'Clients were told that they may call it until that date.'
const deprecate =
  'Mark it as deprecated with an `x-sunset` date and the successor, keep it working until then, and drop it afterwards.'
const names =
  'The wire is the same, but code made from the contract names its functions and types by it: callers of the SDK have to change.'

type Row = [id: string, what: string, why: string, instead: string, before: Fragment, after: Fragment]

// biome-ignore format: a table
const inDocument: Row[] = [
  ['endpoint-added', 'An operation was added.', fine, nothing, paths({}), orders({})],
  ['endpoint-deprecated', 'An operation was marked as deprecated.', `${fine} They are told to look for another way.`, 'Give the date from which it may be gone as `x-sunset`.', orders({}), orders({ deprecated: true })],
  ['endpoint-deprecated-with-sunset', 'An operation was marked as deprecated, with the date from which it may be gone.', `${fine} They know until when they can stay.`, nothing, orders({}), orders(future)],
  ['endpoint-reactivated', 'An operation is not deprecated any more.', fine, nothing, orders(future), orders({})],
  ['api-path-removed-without-deprecation', 'A path was dropped without having been deprecated.', gone, deprecate, orders({}), paths({})],
  ['api-path-removed-with-deprecation', 'A path was dropped after its sunset date.', 'Clients were told the date.', nothing, orders(past), paths({})],
  ['api-path-removed-before-sunset', 'A deprecated path was dropped before its sunset date.', `${told} ${gone}`, 'Keep it working until the date.', orders(future), paths({})],
  ['api-removed-without-deprecation', 'An operation was dropped without having been deprecated.', gone, deprecate, paths({ '/orders': { get: ok, post: ok } }), paths({ '/orders': { post: ok } })],
  ['api-removed-with-deprecation', 'An operation was dropped after its sunset date.', 'Clients were told the date.', nothing, paths({ '/orders': { get: { ...ok, ...past }, post: ok } }), paths({ '/orders': { post: ok } })],
  ['api-removed-before-sunset', 'A deprecated operation was dropped before its sunset date.', `${told} ${gone}`, 'Keep it working until the date.', paths({ '/orders': { get: { ...ok, ...future }, post: ok } }), paths({ '/orders': { post: ok } })],
  ['sunset-deleted', 'The sunset date of a deprecated operation was dropped.', 'Clients cannot know any more until when they can stay.', 'Keep the date, or set a later one.', orders(future), orders({ deprecated: true })],
  ['api-sunset-date-changed-too-small', 'The sunset date of an operation was moved to an earlier one.', told, 'Keep the date, or set a later one.', orders({ deprecated: true, 'x-sunset': '2999-06-01' }), orders({ deprecated: true, 'x-sunset': '2999-01-01' })],
  ['api-sunset-date-changed', 'The sunset date of an operation was moved to a later one.', fine, nothing, orders({ deprecated: true, 'x-sunset': '2999-01-01' }), orders({ deprecated: true, 'x-sunset': '2999-06-01' })],
  ['api-deprecated-sunset-parse', 'The sunset date of an operation is no date.', 'Clients cannot know until when they can stay.', 'Write the date as `2027-06-30`.', orders({}), orders({ deprecated: true, 'x-sunset': 'soon' })],
  ['api-path-sunset-parse', 'An operation was dropped whose sunset date was no date.', `Clients could not know the date. ${gone}`, 'Bring it back with a date such as `2027-06-30`, and drop it afterwards.', orders({ deprecated: true, 'x-sunset': 'soon' }), paths({})],
  ['api-stability-decreased', 'An operation promises less stability than it did (`x-stability-level`).', 'Clients chose it because it was to stay as it is; now it may change without notice.', 'Keep the level; try the unstable form as a new operation.', orders({ 'x-stability-level': 'stable' }), orders({ 'x-stability-level': 'beta' })],
  ['api-stability-increased', 'An operation promises more stability than it did (`x-stability-level`).', fine, nothing, orders({ 'x-stability-level': 'beta' }), orders({ 'x-stability-level': 'stable' })],
  ['api-invalid-stability-level', 'The stability of an operation is none that is known (`x-stability-level`).', 'Nobody can tell what is promised.', 'Write draft, alpha, beta or stable.', orders({}), orders({ 'x-stability-level': 'solid' })],
  ['api-operation-id-added', 'An operation was given an id.', names, nothing, orders({}), orders({ operationId: 'listOrders' })],
  ['api-operation-id-removed', "An operation's id was dropped or changed.", names, 'Keep the id: it is a name, not a description.', orders({ operationId: 'listOrders' }), orders({ operationId: 'getOrders' })],
  ['api-tag-added', 'A tag was added to an operation.', 'Documentation lists it once more, and an SDK that groups by tag may move it.', nothing, orders({ tags: ['orders'] }), orders({ tags: ['orders', 'sales'] })],
  ['api-tag-removed', 'A tag was taken from an operation.', names, 'Keep the first tag: it is what an SDK groups by.', orders({ tags: ['orders', 'sales'] }), orders({ tags: ['orders'] })],
  ['webhook-added', 'A webhook was added.', 'Nobody receives it who did not ask for it.', nothing, {}, { webhooks: { stock: { post: ok } } }],
  ['callback-added', 'A callback was added to an operation.', 'The server now calls clients back that do not know the call and cannot answer it.', 'Call back only those who ask for it, by a new member of the request.', orders({}), orders(callback)],
  ['callback-removed', 'A callback was dropped from an operation.', 'Whoever waits for it waits in vain.', 'Keep calling back, announce the date, and stop in the next major version.', orders(callback), orders({})],
  ['webhook-removed', 'A webhook was dropped.', 'Whoever waits for it waits in vain.', 'Keep sending it, announce the date, and drop it in the next major version.', { webhooks: { stock: { post: ok } } }, {}],
]

const within =
  (place: Example['within']) =>
  (row: Row): Entry => {
    const [id, what, why, instead, before, after] = row
    return { id, what, why, instead, example: { within: place, before, after } }
  }

export const operations: readonly Entry[] = inDocument.map(within('document'))
