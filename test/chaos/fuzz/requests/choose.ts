/** The next request of a sequence: mostly a good one to any operation, often a bad one, now and then an earlier one again. */

import type { CallerKind } from '../callers.ts'
import { type Contract, type Operation, operations } from '../contract.ts'
import { markOf, type Step } from '../step.ts'
import { type Break, bodyBreaks } from './break-body.ts'
import { headBreaks } from './break-head.ts'
import { type Draft, emptyDraft, pairOf, written } from './draft.ts'
import type { Known } from './known.ts'
import type { Random } from './random.ts'
import { unique } from './texts.ts'
import { idOf, type Making, makeValue } from './values.ts'

export interface Choosing {
  readonly random: Random
  readonly known: Known
  readonly callers: readonly CallerKind[]
}

const breaks: readonly Break[] = [...bodyBreaks, ...headBreaks]

/** @param earlier steps of the sequence */
export function choose(id: number, earlier: readonly Step[], choosing: Choosing): Step {
  const { random, known } = choosing
  const action = random.next()
  if (action < 0.03 && earlier.length > 0) return { ...random.pick(earlier), id }
  if (action < 0.07 && known.pages.length > 0) return nextPage(id, earlier, choosing)
  const draft = goodRequest(operationFor(choosing), choosing)
  if (action > 0.67) breakIt(draft, random)
  if (action > 0.93) breakIt(draft, random)
  return written(draft, id)
}

/** The same list with the cursor that its last page gave, by whoever asked for that. */
function nextPage(id: number, earlier: readonly Step[], { random, known }: Choosing): Step {
  const { url, cursor } = random.pick(known.pages)
  const before = earlier.find((step) => step.url === url) as Step
  const [path = '', query = ''] = url.split('?')
  const others = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('cursor='))
  // With a filter that the cursor is not for, once in a while.
  const kept = random.chance(0.9) ? others : others.slice(1)
  return { ...before, id, url: `${path}?${[...kept, `cursor=${cursor}`].join('&')}` }
}

/** How often, beside 2. Hashing a password takes the server long. */
const weights: Readonly<Record<string, number>> = {
  login: 0.1,
  createToken: 0.5,
  refresh: 0.5,
  logout: 0.2,
  getJwks: 0.2,
  getAuthorizationServer: 0.2,
}
const weightOf = ({ id, method }: Operation) => weights[id] ?? { POST: 3, DELETE: 0.7, PUT: 1.5 }[method] ?? 2

const takesSession = new Set(['refresh', 'logout'])
const login = operations.find(({ id }) => id === 'login') as Operation

function operationFor({ random, known }: Choosing): Operation {
  const wanted = random.weighted(operations, weightOf)
  if (takesSession.has(wanted.id) && known.values('refresh_token').length === 0 && random.chance(0.8)) return login
  if (!wanted.path.includes('{') || known.ids(wanted.collection).length > 0 || random.chance(0.2)) return wanted
  // There is nothing yet that it could name: first comes what makes or lists such things.
  const sources = operations.filter(({ path }) => path.endsWith(`/${wanted.collection}`))
  const makers = sources.filter(({ method }) => method === 'POST')
  return random.pick(makers.length > 0 ? makers : sources)
}

function callerFor({ scopes, security }: Operation, { random, callers }: Choosing): CallerKind {
  const fit = callers.filter(
    (caller) =>
      scopes !== null &&
      caller.scheme !== null &&
      security.includes(caller.scheme) &&
      scopes.every((scope) => caller.scopes.includes(scope)),
  )
  if (fit.length > 0 && random.chance(0.9)) return random.pick(fit)
  const known = callers.filter(({ scheme }) => scheme !== null)
  return random.pick(scopes === null || random.chance(0.3) ? callers : known)
}

function goodRequest(operation: Operation, choosing: Choosing): Draft {
  const { random, known } = choosing
  const caller = callerFor(operation, choosing)
  const making: Making = { random, known, contract: operation.contract as Contract, scopes: caller.scopes }
  const path = operation.path.replace(/\{[^}]+\}/, () => idOf(operation.collection, making))
  const draft = emptyDraft(operation, caller.name, operation.method, path)
  if (caller.scheme !== null && random.chance(0.05)) bearMade(draft, known, random)
  for (const { name, in: where, schema, required } of operation.parameters) {
    if (where === 'query' && name !== 'cursor' && (required === true || random.chance(0.25))) {
      draft.query.push(pairOf(name, makeValue(schema, name, making)))
    }
    if (where === 'header' && random.chance(0.3)) draft.headers[name.toLowerCase()] = headerOf(name, path, choosing)
  }
  const types = Object.keys(operation.bodies)
  if (types.length === 0) return draft
  draft.type = random.pick(types)
  const schema = operation.bodies[draft.type] as NonNullable<Operation['bodies'][string]>
  const body = makeValue(schema, '', making)
  draft.body = random.chance(0.85) ? { ...(body as object), ...credentials[operation.id] } : body
  return draft
}

/** By a token or a key that an earlier step was answered. */
function bearMade(draft: Draft, known: Known, random: Random): void {
  const [tokens, keys] = [known.values('access_token'), known.values('key')]
  if (keys.length > 0 && random.chance(0.7)) {
    draft.as = 'nobody'
    draft.headers['x-api-key'] = random.pick(keys)
  } else if (tokens.length > 0) {
    draft.as = 'nobody'
    draft.headers.authorization = `Bearer ${random.pick(tokens)}`
  }
}

/** What lets somebody in is no matter of chance. */
const credentials: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  login: { email: markOf('mine', 'email'), password: markOf('mine', 'password') },
  createToken: { client_id: markOf('mine', 'client_id'), client_secret: markOf('mine', 'client_secret') },
}

function headerOf(name: string, path: string, { random, known }: Choosing): string {
  if (name === 'Idempotency-Key') {
    const used = known.idempotencyKeys
    return used.length > 0 && random.chance(0.15) ? random.pick(used) : unique(random)
  }
  const tag = known.tags.get(path)
  return tag !== undefined && random.chance(0.8) ? tag : random.pick(['*', '"1"', '"2"', 'W/"1"', '"1", "2"'])
}

function breakIt(draft: Draft, random: Random): void {
  const possible = breaks.filter(({ applies }) => applies(draft))
  const chosen = random.weighted(possible, ({ weight = 1 }) => weight)
  chosen.apply(draft, random)
  draft.broken.push(chosen.name)
}
