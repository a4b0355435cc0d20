import { canonical } from '../../json-schema/canonical-json.ts'
import { step } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import { below } from '../../openapi/model/located.ts'
import type { Finding } from '../finding.ts'
import { plainUrl } from '../match/url.ts'
import { keysOf } from '../schema-diff/schema-pair.ts'
import { byRule, type RuleFinding } from './rule.ts'

const home = '/components/securitySchemes'

/** Changes of the declared security schemes. Rules about operations check whether they require one. */
export function schemeRules(base: Contract, revision: Contract, operations: (name: string) => string[]): Finding[] {
  const [left, right] = [schemesOf(base), schemesOf(revision)]
  const { removed, added, kept } = keysOf(left, right)
  const of = (name: string): FindScheme => {
    const used = operations(name)
    return (what, { byUse, words, ...found } = {}) =>
      byRule(`api-security-component-${what}`, {
        variant: byUse === undefined || used.length > 0 ? undefined : 'unused',
        operations: used,
        base: left[name] === undefined ? null : step(home, name),
        revision: right[name] === undefined ? null : step(home, name),
        place: `securitySchemes ${name}`,
        ...found,
        words: { scheme: name, ...words },
      })
  }
  return [
    ...removed.map((name) => of(name)('removed')),
    ...added.map((name) => of(name)('added')),
    ...kept.flatMap((name) => changed(left[name] as JsonObject, right[name] as JsonObject, of(name))),
  ]
}

/** The declared schemes by their names, through references. */
export function schemesOf(contract: Contract): Record<string, JsonObject> {
  const schemes = below(contract, { value: contract.document, pointer: '' }, 'components', 'securitySchemes')
  const entries = Object.keys(schemes?.value ?? {}).map((name) => [
    name,
    schemes && below(contract, schemes, name)?.value,
  ])
  return Object.fromEntries(entries.filter(([, scheme]) => isJsonObject(scheme)))
}

/** A function for findings about one scheme. `byUse`: the change is harmless where no operation requires the scheme. */
type FindScheme = (
  what: string,
  found?: Pick<RuleFinding, 'from' | 'to' | 'words' | 'wordsOnly'> & { byUse?: true },
) => Finding

function changed(a: JsonObject, b: JsonObject, find: FindScheme): Finding[] {
  if (canonical(a) === canonical(b)) return []
  if (a.type !== b.type) return [find('type-changed', { byUse: true, from: a.type, to: b.type })]
  const [before, after] = a.in === b.in ? [credentials(a), credentials(b)] : [a, b]
  const found = [
    ...(['name', 'in', 'scheme'] as const)
      .filter((key) => before[key] !== after[key])
      .map((key) => find('credentials-changed', { byUse: true, from: a[key], to: b[key], words: { key } })),
    ...addressChange(a, b, 'openIdConnectUrl', 'oauth-url-changed', find),
    ...flows(a.flows, b.flows, find),
  ]
  if (found.length > 0) return found
  return canonical(wordsOf(a)) === canonical(wordsOf(b)) ? [] : [find('documentation-changed', { wordsOnly: true })]
}

function addressChange(a: JsonObject, b: JsonObject, key: string, what: string, find: FindScheme): Finding[] {
  if (address(a[key]) === address(b[key])) return []
  return [find(what, { byUse: true, from: a[key], to: b[key], words: { key } })]
}

/** Which credentials are sent, and where. Header names and HTTP schemes are case-insensitive (RFC 9110 §5.1, §11.1). */
export function credentials({ type, name, in: place, scheme }: JsonObject): Record<'name' | 'in' | 'scheme', unknown> {
  const folded = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)
  return type === 'apiKey'
    ? { in: place, name: place === 'header' ? folded(name) : name, scheme: undefined }
    : { in: undefined, name: undefined, scheme: type === 'http' ? folded(scheme) : undefined }
}

const address = (url: unknown) => (typeof url === 'string' ? plainUrl(url) : url)

/** The URLs that issue credentials, by flow. */
export function addresses({ type, flows: given, openIdConnectUrl }: JsonObject): unknown {
  if (type === 'openIdConnect') return address(openIdConnectUrl)
  if (type !== 'oauth2' || !isJsonObject(given)) return null
  const each = Object.entries(given).filter(([, flow]) => isJsonObject(flow)) as [string, JsonObject][]
  return Object.fromEntries(each.map(([name, flow]) => [name, urls.map(([key]) => address(flow[key]))]))
}

/** The parts of a scheme that no other finding reports. */
function wordsOf({
  type: _t,
  name: _n,
  in: _i,
  scheme: _s,
  openIdConnectUrl: _o,
  flows: given,
  ...words
}: JsonObject): unknown {
  const of = (flow: unknown) => {
    const { authorizationUrl: _a, tokenUrl: _k, refreshUrl: _r, ...rest } = isJsonObject(flow) ? flow : {}
    return rest
  }
  const each = isJsonObject(given)
    ? Object.fromEntries(Object.entries(given).map(([name, flow]) => [name, of(flow)]))
    : null
  return [words, each]
}

const urls = [
  ['authorizationUrl', 'oauth-url-changed'],
  ['tokenUrl', 'oauth-token-url-changed'],
  ['refreshUrl', 'oauth-url-changed'],
] as const

function flows(a: unknown, b: unknown, find: FindScheme): Finding[] {
  const { removed, added, kept } = keysOf(a, b)
  const [left, right] = [a as Record<string, JsonObject>, b as Record<string, JsonObject>]
  return [
    ...removed.map((flow) => find('flow-removed', { byUse: true, from: flow })),
    ...added.map((flow) => find('flow-added', { to: flow })),
    ...kept.flatMap((flow) => {
      const [one, other] = [left[flow] ?? {}, right[flow] ?? {}]
      return [
        ...urls.flatMap(([key, what]) => addressChange(one, other, key, what, find)),
        ...scopes(one.scopes, other.scopes, find),
      ]
    }),
  ]
}

function scopes(a: unknown, b: unknown, find: FindScheme): Finding[] {
  const { removed, added, kept } = keysOf(a, b)
  const [before, after] = [a as JsonObject, b as JsonObject]
  return [
    ...removed.map((scope) => find('oauth-scope-removed', { byUse: true, from: scope })),
    ...added.map((scope) => find('oauth-scope-added', { to: scope })),
    ...kept
      .filter((scope) => before[scope] !== after[scope])
      .map((scope) => find('oauth-scope-changed', { from: before[scope], to: after[scope], words: { scope } })),
  ]
}
