import type { Finding } from '../finding.ts'
import { isNode, type Node } from '../load/grammar.ts'
import { at, step } from '../load/pointer.ts'
import type { Contract, Exchange } from '../normalise/exchange.ts'
import { without } from '../structure/constraints.ts'
import { text } from '../structure/same.ts'
import { about, type Case, shown } from './rule.ts'

/** One way in: schemes, all of which must hold, with their scopes. None at all lets everybody in. */
type Way = Map<string, string[]>

/** Who may call. A way in of the base that no way of the revision is content with locks somebody out. */
export function securityRules(matched: Case): Finding[] {
  if (matched.base.kind !== 'operation') return []
  const { base, revision } = matched.contracts
  const named = (contract: Contract) => (name: string) => identity(contract, name, base, revision)
  const before = waysOf(matched.base, named(base))
  const after = waysOf(matched.revision, named(revision))
  // The order of alternatives says nothing.
  if (text(before.map(asText).sort()) === text(after.map(asText).sort())) return []
  const locked = before.filter((way) => !after.some((other) => suffices(way, other)))
  return differences(matched, before, after, locked)
}

function waysOf(exchange: Exchange, named: (name: string) => string): Way[] {
  const stated = Array.isArray(exchange.security?.value) ? exchange.security.value.filter(isNode) : []
  if (stated.length === 0) return [new Map()]
  return stated.map(
    (requirement) =>
      new Map(
        Object.entries(requirement).map(([name, scopes]) => [
          named(name),
          Array.isArray(scopes) ? scopes.map(String) : [],
        ]),
      ),
  )
}

/** Two schemes that are declared alike are one, under the base's name; one that both sides declare otherwise has changed. */
function identity(contract: Contract, name: string, base: Contract, revision: Contract): string {
  const [declared, before, after] = [contract, base, revision].map((side) =>
    declaration(at(shelf(side), step('', name))),
  )
  if (declared === undefined || (before !== undefined && after !== undefined && before !== after)) return name
  const known = Object.entries(shelf(base)).find(([, scheme]) => declaration(scheme) === declared)
  return known?.[0] ?? name
}

function shelf({ document }: Contract): Node {
  const schemes = at(document, '/components/securitySchemes')
  return isNode(schemes) ? schemes : {}
}

/** What is sent by a scheme; undefined where its scopes count, which stand under its name. */
function declaration(scheme: unknown): string | undefined {
  if (!isNode(scheme)) return undefined
  const { type, in: place, name: key, scheme: kind, openIdConnectUrl } = scheme
  return type === 'oauth2'
    ? undefined
    : text({ type, place, key, kind: typeof kind === 'string' ? kind.toLowerCase() : kind, openIdConnectUrl })
}

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
