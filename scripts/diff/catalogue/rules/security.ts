/** Who may call: requirements and schemes. */
import { error, info, infoUnlessStrict, levels, warning } from '../levels.ts'
import { type Fragment, type Row, ruleRows } from '../row.ts'

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

const refused = 'A client that calls with the credentials of the base is refused with 401 or 403.'
const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can use it.'
const grace =
  'Accept both the old and the new credentials, as alternatives of `security`, until the clients have moved.'
const locate = 'Clients that get their tokens there may find no answer, or may be unknown at the new address.'

// biome-ignore format: a table
const inDocument: readonly Row[] = ruleRows({ direction: 'request', aspect: 'security', within: 'document' }, [
  {
    id: 'api-global-security-added', levels: info,
    sentence: 'security scheme {scheme} was added',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'security scheme {scheme} was added: calls with {credentials} are refused now' },
    },
    meaning: 'The whole API requires credentials now, or accepts one more kind.',
    reason: `Where nothing was required: ${refused} Where one more alternative was added, no client has to change.`,
    advice: grace,
    before: secured([]),
    after: secured([{ oauth: ['orders:read'] }]),
  },
  {
    id: 'api-global-security-removed', levels: infoUnlessStrict,
    sentence: 'security scheme {scheme} was removed',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'security scheme {scheme} was removed: calls with {credentials} are refused now' },
    },
    meaning: 'The whole API no longer accepts a kind of credentials, or no longer requires any.',
    reason: `Where other kinds remain: ${refused} Where no credentials are required any more, no client has to change, but everybody can call it.`,
    advice: grace,
    before: secured([{ oauth: ['orders:read'] }]),
    after: secured([]),
  },
  {
    id: 'api-global-security-scope-added', levels: info,
    sentence: 'scope {scope} of {scheme} is required now',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'scope {scope} of {scheme} is required now: calls with {credentials} are refused now' },
    },
    meaning: 'The whole API requires one more scope.',
    reason: refused,
    advice: 'Grant the scope to every client that has the old one before it is required.',
    before: secured([{ oauth: ['orders:read'] }]),
    after: secured([{ oauth: ['orders:read', 'orders:write'] }]),
  },
  {
    id: 'api-global-security-scope-removed', levels: infoUnlessStrict,
    sentence: 'scope {scope} of {scheme} is no longer required',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'scope {scope} of {scheme} is no longer required: calls with {credentials} are refused now' },
    },
    meaning: 'The whole API requires one scope less.',
    reason: fine,
    advice: nothing,
    before: secured([{ oauth: ['orders:read', 'orders:write'] }]),
    after: secured([{ oauth: ['orders:read'] }]),
  },
  {
    id: 'api-global-security-updated', levels: info,
    sentence: 'security requirements changed',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'security requirements changed: calls with {credentials} are refused now' },
    },
    meaning: 'The security requirements of the whole API were combined differently.',
    reason: `Where no earlier alternative suffices: ${refused}`,
    advice: grace,
    before: secured([{ oauth: [], key: [] }]),
    after: secured([{ oauth: [] }, { key: [] }]),
  },
  {
    id: 'api-security-component-added', levels: info,
    sentence: 'security scheme {scheme} was added to the components',
    meaning: 'A security scheme was added to the components.',
    reason: 'By itself it requires nothing.',
    advice: nothing,
    before: schemes({}),
    after: schemes({ partner: key }),
  },
  {
    id: 'api-security-component-removed', levels: infoUnlessStrict,
    sentence: 'security scheme {scheme} was removed from the components',
    meaning: 'A security scheme was removed from the components.',
    reason: 'Clients that use it are refused where an operation accepted it.',
    advice: grace,
    before: schemes({ partner: key }),
    after: schemes({}),
  },
  {
    id: 'api-security-component-type-changed', levels: error,
    sentence: 'the type of security scheme {scheme} changed from {from} to {to}',
    variants: {
      unused: { when: 'no operation requires the scheme', levels: levels('info', { source: 'warning' }), sentence: 'the type of security scheme {scheme} changed from {from} to {to}' },
    },
    meaning: 'A security scheme was replaced by one of another type.',
    reason: refused,
    advice: grace,
    before: schemes({ key }),
    after: schemes({ key: { type: 'http', scheme: 'bearer' } }),
  },
  {
    id: 'api-security-component-credentials-changed', levels: error,
    sentence: 'how the credentials of security scheme {scheme} are sent changed: {key} from {from:value} to {to:value}',
    variants: {
      unused: { when: 'no operation requires the scheme', levels: info, sentence: 'how the credentials of security scheme {scheme} are sent changed: {key} from {from:value} to {to:value}' },
    },
    meaning: 'How the credentials of a security scheme are sent was changed.',
    reason: refused,
    advice: grace,
    before: schemes({ key }),
    after: schemes({ key: { ...key, name: 'X-Api-Key' } }),
  },
  {
    id: 'api-security-component-documentation-changed', levels: info,
    sentence: 'the documentation of security scheme {scheme} changed',
    meaning: 'The documentation of a security scheme was changed.',
    reason: fine,
    advice: nothing,
    before: schemes({ key }),
    after: schemes({ key: { ...key, description: 'Ask us for one' } }),
  },
  {
    id: 'api-security-component-flow-added', levels: info,
    sentence: 'the flow {to} was added to security scheme {scheme}',
    meaning: 'A flow was added to an OAuth scheme.',
    reason: fine,
    advice: nothing,
    before: flows({ clientCredentials }),
    after: flows({ clientCredentials, password: clientCredentials }),
  },
  {
    id: 'api-security-component-flow-removed', levels: warning,
    sentence: 'the flow {from} was removed from security scheme {scheme}',
    variants: {
      unused: { when: 'no operation requires the scheme', levels: infoUnlessStrict, sentence: 'the flow {from} was removed from security scheme {scheme}' },
    },
    meaning: 'A flow was removed from an OAuth scheme.',
    reason: 'Clients that use the flow get no tokens any more.',
    advice: 'Keep the flow working until the next major version.',
    before: flows({ clientCredentials, password: clientCredentials }),
    after: flows({ clientCredentials }),
  },
  {
    id: 'api-security-component-oauth-scope-added', levels: info,
    sentence: 'scope {to} was added to security scheme {scheme}',
    meaning: 'A scope was added to the declaration of a scheme.',
    reason: 'By itself it requires nothing.',
    advice: nothing,
    before: oauth(read),
    after: oauth({ ...read, ...write }),
  },
  {
    id: 'api-security-component-oauth-scope-removed', levels: warning,
    sentence: 'scope {from} was removed from security scheme {scheme}',
    variants: {
      unused: { when: 'no operation requires the scheme', levels: infoUnlessStrict, sentence: 'scope {from} was removed from security scheme {scheme}' },
    },
    meaning: 'A scope was removed from the declaration of a scheme.',
    reason: 'Clients that ask for it are refused a token.',
    advice: 'Keep granting the scope without effect until the next major version.',
    before: oauth({ ...read, ...write }),
    after: oauth(read),
  },
  {
    id: 'api-security-component-oauth-scope-changed', levels: info,
    sentence: 'the description of scope {scope} of security scheme {scheme} changed',
    meaning: "A scope's description was changed.",
    reason: fine,
    advice: nothing,
    before: oauth(read),
    after: oauth({ 'orders:read': 'Read orders and invoices' }),
  },
  {
    id: 'api-security-component-oauth-url-changed', levels: warning,
    sentence: 'the {key} of security scheme {scheme} changed from {from:value} to {to:value}',
    variants: {
      unused: { when: 'no operation requires the scheme', levels: info, sentence: 'the {key} of security scheme {scheme} changed from {from:value} to {to:value}' },
    },
    meaning: 'The authorization URL of an OAuth flow was changed.',
    reason: locate,
    advice: 'Keep the old address working, by a redirect where the flow allows one.',
    before: oauth(read, { authorizationUrl: 'https://api.example/a' }),
    after: oauth(read, { authorizationUrl: 'https://id.example/a' }),
  },
  {
    id: 'api-security-component-oauth-token-url-changed', levels: warning,
    sentence: 'the {key} of security scheme {scheme} changed from {from:value} to {to:value}',
    variants: {
      unused: { when: 'no operation requires the scheme', levels: info, sentence: 'the {key} of security scheme {scheme} changed from {from:value} to {to:value}' },
    },
    meaning: 'The token URL of an OAuth flow was changed.',
    reason: locate,
    advice: 'Keep the old address working: clients do not follow a redirect with their secret.',
    before: oauth(read),
    after: oauth(read, { tokenUrl: 'https://id.example/token' }),
  },
])

const operation = (requirements: unknown): Fragment => ({
  ...oauth({ ...read, ...write }),
  paths: { '/orders': { get: { security: requirements, responses: { 204: { description: 'Done' } } } } },
})

// biome-ignore format: a table
const perOperation: readonly Row[] = ruleRows({ direction: 'request', aspect: 'security', within: 'document' }, [
  {
    id: 'api-security-added', levels: info,
    sentence: 'security scheme {scheme} was added',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'security scheme {scheme} was added: calls with {credentials} are refused now' },
    },
    meaning: 'An operation requires credentials now, or accepts one more kind.',
    reason: `Where nothing was required: ${refused} Where one more alternative was added, no client has to change.`,
    advice: grace,
    before: operation([]),
    after: operation([{ oauth: ['orders:read'] }]),
  },
  {
    id: 'api-security-removed', levels: infoUnlessStrict,
    sentence: 'security scheme {scheme} was removed',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'security scheme {scheme} was removed: calls with {credentials} are refused now' },
    },
    meaning: 'An operation no longer accepts a kind of credentials, or no longer requires any.',
    reason: `Where other kinds remain: ${refused} Where no credentials are required any more, no client has to change, but everybody can call it.`,
    advice: grace,
    before: operation([{ oauth: ['orders:read'] }]),
    after: operation([]),
  },
  {
    id: 'api-security-updated', levels: info,
    sentence: 'security requirements changed',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'security requirements changed: calls with {credentials} are refused now' },
    },
    meaning: 'The security requirements of an operation were combined differently.',
    reason: `Where no earlier alternative suffices: ${refused}`,
    advice: grace,
    before: operation([{ oauth: [], key: [] }]),
    after: operation([{ oauth: [] }, { key: [] }]),
  },
  {
    id: 'api-security-scope-added', levels: info,
    sentence: 'scope {scope} of {scheme} is required now',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'scope {scope} of {scheme} is required now: calls with {credentials} are refused now' },
    },
    meaning: 'An operation requires one more scope.',
    reason: refused,
    advice: 'Grant the scope to every client that has the old one before it is required.',
    before: operation([{ oauth: ['orders:read'] }]),
    after: operation([{ oauth: ['orders:read', 'orders:write'] }]),
  },
  {
    id: 'api-security-scope-removed', levels: infoUnlessStrict,
    sentence: 'scope {scope} of {scheme} is no longer required',
    variants: {
      locksOut: { when: 'credentials that sufficed are refused now', levels: error, sentence: 'scope {scope} of {scheme} is no longer required: calls with {credentials} are refused now' },
    },
    meaning: 'An operation requires one scope less.',
    reason: fine,
    advice: nothing,
    before: operation([{ oauth: ['orders:read', 'orders:write'] }]),
    after: operation([{ oauth: ['orders:read'] }]),
  },
])

export const security: readonly Row[] = [...inDocument, ...perOperation]
