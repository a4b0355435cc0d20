/** A request's way through one version of the API, top to bottom as the design draws it. */
import { Refusal } from '../domain/refusal.ts'
import { admit, admitUnknown } from './admit.ts'
import { readContent } from './body.ts'
import { isPreflight } from './cors.ts'
import { assertAnswer } from './encode.ts'
import type { Answer, Exchange } from './exchange.ts'
import { execute } from './execute.ts'
import { accepts } from './media.ts'
import { type Operation, operationsOf } from './operation.ts'
import { createReferee } from './referee.ts'
import type { Route } from './route.ts'
import { createRouter, type Found } from './router.ts'
import type { Serving } from './serving.ts'
import { invalid, shapeOf } from './validate.ts'
import type { Version } from './version.ts'

export interface Dispatcher {
  readonly version: Version
  /** @throws Refusal, or whatever a handler threw */
  dispatch(x: Exchange): Promise<Answer>
  /** @throws Refusal REFEREE_DISAGREES where the contract does not have this answer */
  inspect(x: Exchange, answer: Answer): Promise<void>
}

export function createDispatcher(version: Version, serving: Serving): Dispatcher {
  const find = createRouter(version.routes)
  const operations = operationsOf(version)
  const referee = serving.referee ? createReferee(version.document, serving) : null
  const approved = new WeakSet<Answer>()

  async function dispatch(x: Exchange): Promise<Answer> {
    const { req } = x
    const { path, query } = splitUrl(req.url as string)
    const found = find(req.method as string, path)
    if (found.kind !== 'operation') {
      if (found.kind !== 'other-method' || !isPreflight(req)) await admitUnknown(x, serving)
      return answerUnmatched(found, req.method)
    }

    const operation = operations.get(found.route.id) as Operation
    x.route = operation.route
    x.parameters = found.path
    const useless = goneOf(version, operation.route, serving) ?? unacceptableOf(operation, req.headers.accept)
    if (useless !== null) {
      await admitUnknown(x, serving)
      throw useless
    }
    await admit(x, operation.route, serving)
    const content = operation.reads ? null : await readContent(x, operation.route, serving.limits.bodyBytes)
    const raw = shapeOf(req, found.path, query, content)
    const checked = operation.validate(raw)
    await referee?.request(x, content, checked.ok ? [] : checked.errors)
    if (!checked.ok) throw invalid(checked.errors)
    if (x.principal === null) await serving.rates.admitAccount(x, checked.value.body)
    const approve = (answer: Answer) => approveOf(x, operation.route, answer)
    return execute({ version, operation, x, request: checked.value, content, serving, approve })
  }

  /** Before its effect is certain, while there is still a way back. */
  async function approveOf(x: Exchange, { id }: Route, answer: Answer): Promise<void> {
    assertAnswer(version, id, answer)
    await referee?.response(x, answer)
    approved.add(answer)
  }

  return {
    version,
    dispatch,
    inspect: async (x, answer) => {
      if (!approved.has(answer)) await referee?.response(x, answer)
    },
  }
}

export function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf('?')
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) }
}

/** @throws Refusal ROUTE_UNKNOWN, REQUEST_MALFORMED, METHOD_NOT_ALLOWED */
function answerUnmatched(found: Exclude<Found, { kind: 'operation' }>, method: string | undefined): Answer {
  if (found.kind === 'unknown') throw new Refusal('ROUTE_UNKNOWN')
  if (found.kind === 'malformed') {
    throw new Refusal('REQUEST_MALFORMED', { detail: 'The path holds a percent-escape that is not UTF-8.' })
  }
  const { allow } = found
  if (method === 'OPTIONS') return { status: 204, headers: { allow }, contentType: null, text: null }
  throw new Refusal('METHOD_NOT_ALLOWED', { detail: `Use ${allow}.`, headers: { allow } })
}

/** Nobody needs credentials to learn that there is nothing here any more. */
function goneOf({ lifecycle }: Version, route: Route, { clock, serveAfterSunset }: Serving): Refusal | null {
  const end = serveAfterSunset ? null : (lifecycle?.endOf(route) ?? null)
  if (end === null || clock() < end) return null
  const successor = lifecycle?.successorOf(route)
  const advice = successor == null ? '' : ` Use ${successor}.`
  return new Refusal('VERSION_GONE', { detail: `It ended on ${new Date(end).toISOString().slice(0, 10)}.${advice}` })
}

function unacceptableOf({ produces }: Operation, accept: string | undefined): Refusal | null {
  if (accepts(accept, produces)) return null
  return new Refusal('NOT_ACCEPTABLE', { detail: `This operation answers ${produces.join(' or ')}.` })
}
