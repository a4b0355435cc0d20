import { step } from '../../json-schema/pointer.ts'
import { isNode, type Node } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import { below } from '../../openapi/model/located.ts'
import type { Finding } from '../finding.ts'
import { plainUrl } from '../match/url.ts'
import type { Level } from '../result.ts'
import { text } from '../schema-diff/same.ts'
import { keysOf } from '../schema-diff/schema-pair.ts'
import { shown } from './rule.ts'

const shelf = '/components/securitySchemes'

/** The declarations of the ways in. Whether an operation demands one is looked at with the operation. */
export function schemeRules(base: Contract, revision: Contract, operations: (name: string) => string[]): Finding[] {
  const [left, right] = [schemesOf(base), schemesOf(revision)]
  const find = (id: string, name: string, level: Level, said: string, from?: unknown, to?: unknown): Finding => ({
    id: `api-security-component-${id}`,
    level,
    proof: 'rule',
    operations: operations(name),
    base: left[name] === undefined ? null : step(shelf, name),
    revision: right[name] === undefined ? null : step(shelf, name),
    place: `securitySchemes ${name}`,
    text: said,
    from,
    to,
  })
  const { removed, added, kept } = keysOf(left, right)
  return [
    ...removed.map((name) => find('removed', name, 'info', `the security scheme ${name} is no longer declared`)),
    ...added.map((name) => find('added', name, 'info', `the security scheme ${name} was declared`)),
    ...kept.flatMap((name) =>
      changed(left[name] as Node, right[name] as Node, name, operations(name).length > 0, find),
    ),
  ]
}

/** The declared schemes by their names, through references. */
export function schemesOf(contract: Contract): Record<string, Node> {
  const schemes = below(contract, { value: contract.document, pointer: '' }, 'components', 'securitySchemes')
  const entries = Object.keys(schemes?.value ?? {}).map((name) => [
    name,
    schemes && below(contract, schemes, name)?.value,
  ])
  return Object.fromEntries(entries.filter(([, scheme]) => isNode(scheme)))
}

type Find = (id: string, name: string, level: Level, said: string, from?: unknown, to?: unknown) => Finding

function changed(a: Node, b: Node, name: string, used: boolean, find: Find): Finding[] {
  if (text(a) === text(b)) return []
  const level = used ? 'error' : 'info'
  if (a.type !== b.type)
    return [
      find(
        'type-changed',
        name,
        level,
        `the security scheme ${name} changed from ${shown(a.type)} to ${shown(b.type)}`,
        a.type,
        b.type,
      ),
    ]
  const [before, after] = a.in === b.in ? [credentials(a), credentials(b)] : [a, b]
  const found = (['name', 'in', 'scheme'] as const)
    .filter((key) => before[key] !== after[key])
    .map((key) =>
      find(
        'credentials-changed',
        name,
        level,
        `how the credentials of ${name} are sent changed: ${key} from ${shown(a[key])} to ${shown(b[key])}`,
        a[key],
        b[key],
      ),
    )
  if (address(a.openIdConnectUrl) !== address(b.openIdConnectUrl))
    found.push(
      find(
        'oauth-url-changed',
        name,
        used ? 'warning' : 'info',
        `the OpenID Connect URL of ${name} changed`,
        a.openIdConnectUrl,
        b.openIdConnectUrl,
      ),
    )
  found.push(...flows(a.flows, b.flows, name, used ? 'warning' : 'info', find))
  if (found.length > 0) return found
  const [one, other] = [wordsOf(a), wordsOf(b)]
  if (text(one) === text(other)) return []
  const words = find('documentation-changed', name, 'info', `the words about the security scheme ${name} changed`)
  return [{ ...words, wordsOnly: true }]
}

/** What credentials are sent, and where: names of headers and of HTTP's schemes have no case (RFC 9110 §5.1, §11.1). */
export function credentials({ type, name, in: place, scheme }: Node): Record<'name' | 'in' | 'scheme', unknown> {
  const folded = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)
  return type === 'apiKey'
    ? { in: place, name: place === 'header' ? folded(name) : name, scheme: undefined }
    : { in: undefined, name: undefined, scheme: type === 'http' ? folded(scheme) : undefined }
}

const address = (url: unknown) => (typeof url === 'string' ? plainUrl(url) : url)

/** Where credentials are to be had, by flow. */
export function addresses({ type, flows: given, openIdConnectUrl }: Node): unknown {
  if (type === 'openIdConnect') return address(openIdConnectUrl)
  if (type !== 'oauth2' || !isNode(given)) return null
  const each = Object.entries(given).filter(([, flow]) => isNode(flow)) as [string, Node][]
  return Object.fromEntries(each.map(([name, flow]) => [name, urls.map(([key]) => address(flow[key]))]))
}

/** All but what the other findings speak of. */
function wordsOf({
  type: _t,
  name: _n,
  in: _i,
  scheme: _s,
  openIdConnectUrl: _o,
  flows: given,
  ...words
}: Node): unknown {
  const of = (flow: unknown) => {
    const { authorizationUrl: _a, tokenUrl: _k, refreshUrl: _r, ...rest } = isNode(flow) ? flow : {}
    return rest
  }
  const each = isNode(given) ? Object.fromEntries(Object.entries(given).map(([name, flow]) => [name, of(flow)])) : null
  return [words, each]
}

const urls = [
  ['authorizationUrl', 'oauth-url-changed'],
  ['tokenUrl', 'oauth-token-url-changed'],
  ['refreshUrl', 'oauth-url-changed'],
] as const

function flows(a: unknown, b: unknown, name: string, level: Level, find: Find): Finding[] {
  const { removed, added, kept } = keysOf(a, b)
  const [left, right] = [a as Record<string, Node>, b as Record<string, Node>]
  return [
    ...removed.map((flow) => find('flow-removed', name, level, `the flow ${flow} was taken from ${name}`, flow)),
    ...added.map((flow) => find('flow-added', name, 'info', `the flow ${flow} was added to ${name}`, undefined, flow)),
    ...kept.flatMap((flow) => {
      const [one, other] = [left[flow] ?? {}, right[flow] ?? {}]
      const scopes = keysOf(one.scopes, other.scopes)
      const [before, after] = [one.scopes as Node, other.scopes as Node]
      return [
        ...urls
          .filter(([key]) => address(one[key]) !== address(other[key]))
          .map(([key, id]) =>
            find(
              id,
              name,
              level,
              `the ${key} of ${name} changed from ${shown(one[key])} to ${shown(other[key])}`,
              one[key],
              other[key],
            ),
          ),
        ...scopes.removed.map((scope) =>
          find('oauth-scope-removed', name, level, `the scope ${scope} was taken from ${name}`, scope),
        ),
        ...scopes.added.map((scope) =>
          find('oauth-scope-added', name, 'info', `the scope ${scope} was added to ${name}`, undefined, scope),
        ),
        ...scopes.kept
          .filter((scope) => before[scope] !== after[scope])
          .map((scope) =>
            find(
              'oauth-scope-changed',
              name,
              'info',
              `the words about the scope ${scope} of ${name} changed`,
              before[scope],
              after[scope],
            ),
          ),
      ]
    }),
  ]
}
