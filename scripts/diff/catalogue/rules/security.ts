/** Who may call: requirements and schemes. */
import type { Entry, Fragment } from '../entry.ts'

const flows = (table: Fragment): Fragment => ({
  components: { securitySchemes: { oauth: { type: 'oauth2', flows: table } } },
})
const tokenUrl = 'https://api.example/token'
const oauth = (scopes: Fragment, more: Fragment = {}): Fragment =>
  flows({ clientCredentials: { tokenUrl, scopes, ...more } })
const key = { type: 'apiKey', in: 'header', name: 'X-Key' }
const schemes = (securitySchemes: Fragment): Fragment => ({ components: { securitySchemes } })
const read = { 'orders:read': 'Read orders' }
const write = { 'orders:write': 'Write orders' }
const clientCredentials = { tokenUrl, scopes: read }
const secured = (requirements: unknown): Fragment => ({ ...oauth({ ...read, ...write }), security: requirements })

const refused = 'A client that calls with what sufficed until now is refused with 401 or 403.'
const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can make use of it.'
const grace =
  'Offer the new way beside the old one, as a second alternative of `security`, until the clients have moved.'
const locate =
  'Clients that get their tokens by the contract go to a place that answers no more, or are not known at the new one.'

type Row = [id: string, what: string, why: string, instead: string, before: Fragment, after: Fragment]

// biome-ignore format: a table
const table: Row[] = [
  ['api-global-security-added', 'The whole API now demands credentials, or takes one more kind.', `Where nothing was demanded: ${refused} Where one more alternative was added, no client has to change.`, grace, secured([]), secured([{ oauth: ['orders:read'] }])],
  ['api-global-security-removed', 'The whole API takes a kind of credentials no more, or demands none.', `Where other kinds remain: ${refused} Where none is demanded any more, no client has to change, but data lies open that did not.`, grace, secured([{ oauth: ['orders:read'] }]), secured([])],
  ['api-global-security-scope-added', 'The whole API demands one more scope.', refused, 'Grant the scope to every client that has the old one before it is demanded.', secured([{ oauth: ['orders:read'] }]), secured([{ oauth: ['orders:read', 'orders:write'] }])],
  ['api-global-security-scope-removed', 'The whole API demands one scope less.', fine, nothing, secured([{ oauth: ['orders:read', 'orders:write'] }]), secured([{ oauth: ['orders:read'] }])],
  ['api-global-security-updated', 'The ways to call the whole API were put together anew.', `Where none of the old ways suffices: ${refused}`, grace, secured([{ oauth: [], key: [] }]), secured([{ oauth: [] }, { key: [] }])],
  ['api-security-component-added', 'A security scheme was declared.', 'By itself it demands nothing.', nothing, schemes({}), schemes({ partner: key })],
  ['api-security-component-removed', 'A security scheme is not declared any more.', 'Clients that use it are refused where an operation took it.', grace, schemes({ partner: key }), schemes({})],
  ['api-security-component-type-changed', 'A security scheme was replaced by one of another type.', refused, grace, schemes({ key }), schemes({ key: { type: 'http', scheme: 'bearer' } })],
  ['api-security-component-credentials-changed', 'How the credentials of a security scheme are sent was changed.', refused, grace, schemes({ key }), schemes({ key: { ...key, name: 'X-Api-Key' } })],
  ['api-security-component-documentation-changed', 'The words about a security scheme were changed.', fine, nothing, schemes({ key }), schemes({ key: { ...key, description: 'Ask us for one' } })],
  ['api-security-component-flow-added', 'A flow was added to an OAuth scheme.', fine, nothing, flows({ clientCredentials }), flows({ clientCredentials, password: clientCredentials })],
  ['api-security-component-flow-removed', 'A flow was taken from an OAuth scheme.', 'Clients that get their tokens by it get none any more.', 'Keep the flow working until the next major version.', flows({ clientCredentials, password: clientCredentials }), flows({ clientCredentials })],
  ['api-security-component-oauth-scope-added', 'A scope was declared.', 'By itself it demands nothing.', nothing, oauth(read), oauth({ ...read, ...write })],
  ['api-security-component-oauth-scope-removed', 'A scope is not declared any more.', 'Clients that ask for it are refused a token.', 'Keep granting the scope without effect until the next major version.', oauth({ ...read, ...write }), oauth(read)],
  ['api-security-component-oauth-scope-changed', "A scope's description was changed.", fine, nothing, oauth(read), oauth({ 'orders:read': 'Read orders and invoices' })],
  ['api-security-component-oauth-url-changed', 'The address where an OAuth flow begins was changed.', locate, 'Keep the old address working, by a redirect where the flow allows one.', oauth(read, { authorizationUrl: 'https://api.example/a' }), oauth(read, { authorizationUrl: 'https://id.example/a' })],
  ['api-security-component-oauth-token-url-changed', 'The address where tokens are issued was changed.', locate, 'Keep the old address working: clients do not follow a redirect with their secret.', oauth(read), oauth(read, { tokenUrl: 'https://id.example/token' })],
]

const operation = (requirements: unknown): Fragment => ({
  ...oauth({ ...read, ...write }),
  paths: { '/orders': { get: { security: requirements, responses: { 204: { description: 'Done' } } } } },
})

// biome-ignore format: a table
const perOperation: Row[] = [
  ['api-security-added', 'An operation now demands credentials, or takes one more kind.', `Where nothing was demanded: ${refused} Where one more alternative was added, no client has to change.`, grace, operation([]), operation([{ oauth: ['orders:read'] }])],
  ['api-security-removed', 'An operation takes a kind of credentials no more, or demands none.', `Where other kinds remain: ${refused} Where none is demanded any more, no client has to change, but data lies open that did not.`, grace, operation([{ oauth: ['orders:read'] }]), operation([])],
  ['api-security-updated', 'The ways to call an operation were put together anew.', `Where none of the old ways suffices: ${refused}`, grace, operation([{ oauth: [], key: [] }]), operation([{ oauth: [] }, { key: [] }])],
  ['api-security-scope-added', 'An operation demands one more scope.', refused, 'Grant the scope to every client that has the old one before it is demanded.', operation([{ oauth: ['orders:read'] }]), operation([{ oauth: ['orders:read', 'orders:write'] }])],
  ['api-security-scope-removed', 'An operation demands one scope less.', fine, nothing, operation([{ oauth: ['orders:read', 'orders:write'] }]), operation([{ oauth: ['orders:read'] }])],
]

export const security: readonly Entry[] = [...table, ...perOperation].map(
  ([id, what, why, instead, before, after]) => ({
    id,
    what,
    why,
    instead,
    example: { within: 'document', before, after },
  }),
)
