import { canonical } from '../../json-schema/canonical-json.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Contract, Exchange } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { without } from '../schema-diff/constraints.ts'
import { about, type Compared, type RuleFinding } from './rule.ts'
import { addresses, credentials, schemesOf } from './schemes.ts'

/** One alternative of `security`: its schemes, all of them required, with their scopes. Empty: anyone may call. */
type SecurityAlternative = Map<string, string[]>

/**
 * Changes of `security`. Clients whose credentials satisfy the base but no alternative of the revision are locked
 * out.
 */
export function securityRules(matched: Compared): Finding[] {
  if (matched.base.kind !== 'operation') return []
  const { base, revision } = matched.contracts
  const named = (contract: Contract) => (name: string) => identity(name, contract, base, revision)
  const before = alternativesOf(matched.base, named(base))
  const after = alternativesOf(matched.revision, named(revision))
  // Neither the order of alternatives nor repetition has a meaning.
  const normalForm = (alternatives: SecurityAlternative[]) => canonical([...new Set(alternatives.map(asText))].sort())
  if (normalForm(before) === normalForm(after)) return []
  const locked = before.filter((alternative) => !after.some((other) => suffices(alternative, other)))
  return differences(matched, before, after, locked)
}

function alternativesOf(exchange: Exchange, named: (name: string) => string): SecurityAlternative[] {
  const stated = Array.isArray(exchange.security?.value) ? exchange.security.value.filter(isJsonObject) : []
  if (stated.length === 0) return [new Map()]
  return stated.map((requirement) => {
    const alternative: SecurityAlternative = new Map()
    for (const [name, scopes] of Object.entries(requirement)) {
      const held = alternative.get(named(name)) ?? []
      alternative.set(named(name), [...new Set([...held, ...(Array.isArray(scopes) ? scopes.map(String) : [])])])
    }
    return alternative
  })
}

/**
 * The name of a scheme for the comparison. Schemes of both contracts with equal declarations are the same, under the
 * base's name. A name whose declaration changed stays. Schemes of the base are distinct where anything differs, even
 * documentation.
 */
function identity(name: string, contract: Contract, base: Contract, revision: Contract): string {
  const [own, before, after] = [contract, base, revision].map((side) => schemesOf(side)[name])
  if (own === undefined) return name
  if (before !== undefined && after !== undefined && demand(before) !== demand(after)) return name
  const schemes = Object.entries(schemesOf(base))
  const copy = schemes.find(([, scheme]) => canonical(scheme) === canonical(before ?? own))
  const alike = schemes.find(([, scheme]) => before === undefined && demand(scheme) === demand(own))
  return (copy ?? alike)?.[0] ?? name
}

/** A scheme without its documentation. */
const demand = (scheme: JsonObject): string => canonical([scheme.type, credentials(scheme), addresses(scheme)])

const asText = (alternative: SecurityAlternative) =>
  canonical(Object.fromEntries([...alternative].map(([scheme, scopes]) => [scheme, [...scopes].sort()])))

/** True where credentials that satisfy the first satisfy the second. */
function suffices(alternative: SecurityAlternative, other: SecurityAlternative): boolean {
  return [...other].every(([scheme, scopes]) => {
    const held = alternative.get(scheme)
    return held !== undefined && scopes.every((scope) => held.includes(scope))
  })
}

function differences(
  matched: Compared,
  before: SecurityAlternative[],
  after: SecurityAlternative[],
  locked: SecurityAlternative[],
): Finding[] {
  const [left, right] = [namesOf(matched.base), namesOf(matched.revision)]
  const area =
    matched.base.securityIsGlobal && matched.revision.securityIsGlobal ? 'api-global-security' : 'api-security'
  // A change of the document's own `security` is one finding. Its place is the document where it has no `security`.
  const ownPlace = (exchange: Exchange) => (area === 'api-security' ? exchange.operation.pointer : '')
  const places = {
    base: matched.base.security?.pointer ?? ownPlace(matched.base),
    revision: matched.revision.security?.pointer ?? ownPlace(matched.revision),
    place: area === 'api-security' ? `${matched.base.key} security` : 'security',
  }
  const breaks = locked.length > 0
  const find = (what: string, locksOut: boolean, from: unknown, words: RuleFinding['words'] = {}): Finding =>
    about(matched, `${area}-${what}`, {
      variant: locksOut ? 'locksOut' : undefined,
      ...places,
      from,
      words: { credentials: locked.map(asWords).join('; '), ...words },
    })
  const [removed, added] = [
    without([...left.keys()], [...right.keys()]),
    without([...right.keys()], [...left.keys()]),
  ] as [string[], string[]]
  const found = [
    ...added.map((name) => find('added', breaks && (left.size === 0 || removed.length === 0), name, { scheme: name })),
    ...removed.map((name) => find('removed', breaks, name, { scheme: name })),
    ...[...left].flatMap(([scheme, held]) => {
      const required = right.get(scheme) ?? held
      const more = without(required, held)
      return [
        ...more.map((scope) => find('scope-added', breaks, [scheme, scope], { scheme, scope })),
        ...without(held, required).map((scope) =>
          find('scope-removed', breaks && more.length === 0, [scheme, scope], { scheme, scope }),
        ),
      ]
    }),
  ]
  const hasError = found.some(({ levels }) => levels.wire === 'error')
  if (found.length > 0 && (!breaks || hasError)) return found
  return [...found, find('updated', breaks, [before.map(asWords), after.map(asWords)])]
}

function namesOf(exchange: Exchange): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const requirement of Array.isArray(exchange.security?.value) ? exchange.security.value.filter(isJsonObject) : [])
    for (const [name, scopes] of Object.entries(requirement))
      names.set(name, [...(names.get(name) ?? []), ...(Array.isArray(scopes) ? scopes.map(String) : [])])
  return names
}

const asWords = (alternative: SecurityAlternative) =>
  alternative.size === 0
    ? 'no credentials'
    : [...alternative]
        .map(([scheme, scopes]) => (scopes.length === 0 ? scheme : `${scheme} with ${scopes.join(', ')}`))
        .join(' and ')
