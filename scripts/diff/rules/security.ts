import { isNode, type Node } from '../../openapi/grammar.ts'
import type { Contract, Exchange } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { without } from '../schema-diff/constraints.ts'
import { text } from '../schema-diff/same.ts'
import { about, type Case, shown } from './rule.ts'
import { addresses, credentials, schemesOf } from './schemes.ts'

/** One way in: schemes, all of which must hold, with their scopes. None at all lets everybody in. */
type Way = Map<string, string[]>

/** Who may call. A way in of the base that no way of the revision is content with locks somebody out. */
export function securityRules(matched: Case): Finding[] {
  if (matched.base.kind !== 'operation') return []
  const { base, revision } = matched.contracts
  const named = (contract: Contract) => (name: string) => identity(name, contract, base, revision)
  const before = waysOf(matched.base, named(base))
  const after = waysOf(matched.revision, named(revision))
  // Neither the order of alternatives says anything, nor that one stands there twice.
  const said = (ways: Way[]) => text([...new Set(ways.map(asText))].sort())
  if (said(before) === said(after)) return []
  const locked = before.filter((way) => !after.some((other) => suffices(way, other)))
  return differences(matched, before, after, locked)
}

function waysOf(exchange: Exchange, named: (name: string) => string): Way[] {
  const stated = Array.isArray(exchange.security?.value) ? exchange.security.value.filter(isNode) : []
  if (stated.length === 0) return [new Map()]
  return stated.map((requirement) => {
    const way: Way = new Map()
    for (const [name, scopes] of Object.entries(requirement)) {
      const held = way.get(named(name)) ?? []
      way.set(named(name), [...new Set([...held, ...(Array.isArray(scopes) ? scopes.map(String) : [])])])
    }
    return way
  })
}

/**
 * Two schemes that are declared alike are one, under the base's name; one that both sides declare otherwise has changed.
 * Two of the base that send the same are two as long as anything else, be it their words, tells them apart.
 */
function identity(name: string, contract: Contract, base: Contract, revision: Contract): string {
  const [own, before, after] = [contract, base, revision].map((side) => schemesOf(side)[name])
  if (own === undefined) return name
  if (before !== undefined && after !== undefined && demand(before) !== demand(after)) return name
  const schemes = Object.entries(schemesOf(base))
  const copy = schemes.find(([, scheme]) => text(scheme) === text(before ?? own))
  const alike = schemes.find(([, scheme]) => before === undefined && demand(scheme) === demand(own))
  return (copy ?? alike)?.[0] ?? name
}

/** What a scheme demands, whatever its words. */
const demand = (scheme: Node): string => text([scheme.type, credentials(scheme), addresses(scheme)])

const asText = (way: Way) => text(Object.fromEntries([...way].map(([scheme, scopes]) => [scheme, [...scopes].sort()])))

/** True where who satisfies the first satisfies the second. */
function suffices(way: Way, other: Way): boolean {
  return [...other].every(([scheme, scopes]) => {
    const held = way.get(scheme)
    return held !== undefined && scopes.every((scope) => held.includes(scope))
  })
}

function differences(matched: Case, before: Way[], after: Way[], locked: Way[]): Finding[] {
  const [left, right] = [namesOf(matched.base), namesOf(matched.revision)]
  const area =
    matched.base.securityIsGlobal && matched.revision.securityIsGlobal ? 'api-global-security' : 'api-security'
  // What the document says of all operations is one change, with the document as its place where it says nothing.
  const unsaid = (exchange: Exchange) => (area === 'api-security' ? exchange.operation.pointer : '')
  const places = {
    base: matched.base.security?.pointer ?? unsaid(matched.base),
    revision: matched.revision.security?.pointer ?? unsaid(matched.revision),
    place: area === 'api-security' ? `${matched.base.key} security` : 'security',
  }
  const whom = locked.length === 0 ? '' : `: ${locked.map(say).join('; ')} no longer suffices`
  const find = (id: string, breaks: boolean, from: unknown, said: string): Finding =>
    about(matched, {
      id: `${area}-${id}`,
      level: breaks ? 'error' : 'info',
      ...places,
      from,
      text: `${said}${breaks ? whom : ''}`,
    })
  const [gone, came] = [without([...left.keys()], [...right.keys()]), without([...right.keys()], [...left.keys()])] as [
    string[],
    string[],
  ]
  const breaks = locked.length > 0
  const scopes = [...left].flatMap(([name, held]) => {
    const now = right.get(name)
    if (now === undefined) return []
    return [
      ...(without(now, held) as string[]).map((scope) =>
        find('scope-added', breaks, [name, scope], `the scope ${shown(scope)} was added to ${name}`),
      ),
      ...(without(held, now) as string[]).map((scope) =>
        find(
          'scope-removed',
          breaks && without(now, held).length === 0,
          [name, scope],
          `the scope ${shown(scope)} was taken from ${name}`,
        ),
      ),
    ]
  })
  const opened = left.size === 0
  const found = [
    ...came.map((name) =>
      find('added', breaks && (opened || gone.length === 0), name, `the security scheme ${name} was added`),
    ),
    ...gone.map((name) => find('removed', breaks, name, `the security scheme ${name} was removed`)),
    ...scopes,
  ]
  if (breaks && !found.some(({ level }) => level === 'error'))
    found.push(find('updated', true, [before.map(say), after.map(say)], 'the security requirements changed'))
  return found.length > 0
    ? found
    : [find('updated', false, [before.map(say), after.map(say)], 'the security requirements changed')]
}

function namesOf(exchange: Exchange): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const requirement of Array.isArray(exchange.security?.value) ? exchange.security.value.filter(isNode) : [])
    for (const [name, scopes] of Object.entries(requirement))
      names.set(name, [...(names.get(name) ?? []), ...(Array.isArray(scopes) ? scopes.map(String) : [])])
  return names
}

const say = (way: Way) =>
  way.size === 0
    ? 'no credentials'
    : [...way]
        .map(([scheme, scopes]) => (scopes.length === 0 ? scheme : `${scheme} with ${scopes.join(', ')}`))
        .join(' and ')
