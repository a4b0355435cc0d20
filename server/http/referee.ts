/**
 * express-openapi-validator as a second reader of the same contract. It stands in an Express application of its own and
 * is shown copies: it judges requests and responses, and nothing it does to them reaches the handlers.
 */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import { middleware } from 'express-openapi-validator'
import { Refusal } from '../domain/refusal.ts'
import type { Content } from './body.ts'
import type { Answer, Exchange } from './exchange.ts'
import { isIdnEmail } from './idn-email.ts'
import { problemType } from './problem.ts'
import { type Difference, explains } from './referee-differences.ts'
import type { Route } from './route.ts'
import type { Serving } from './serving.ts'
import type { ValidationError } from './version.ts'

export interface Referee {
  /** @throws Refusal REFEREE_DISAGREES where it and `faults`, what our validator found, do not say the same */
  request(x: Exchange, content: Content | null, faults: readonly ValidationError[]): Promise<void>
  response(x: Exchange, answer: Answer): Promise<void>
}

type Document = NonNullable<Parameters<typeof middleware>[0]['apiSpec']>
interface Shown {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body?: unknown
  readonly answer?: { status: number; contentType: string | null; body: unknown }
}

export function createReferee(document: object, { log, metrics }: Serving): Referee {
  const shared = {
    apiSpec: document as Document,
    validateApiSpec: false,
    validateSecurity: false,
    fileUploader: false,
    // The fast ones refuse of an answer what they let a request bring: a domain's label of 64 letters.
    ajvFormats: { mode: 'full' as const },
    formats: { 'idn-email': isIdnEmail },
  }
  const judgeRequest = court(middleware({ ...shared, validateRequests: { coerceTypes: false } }))
  const judgeResponse = court(middleware({ ...shared, validateRequests: false, validateResponses: true }))

  const disagree = (x: Exchange, verdict: string): never => {
    const operation = x.route?.id ?? 'unknown'
    metrics.disagreement(operation)
    log.error(
      { request_id: x.requestId, operation, method: x.req.method, url: x.req.url, verdict },
      'referee disagrees',
    )
    throw new Refusal('REFEREE_DISAGREES', { detail: verdict })
  }

  return {
    async request(x, content, faults) {
      const { req } = x
      const headers = { ...(req.headers as Record<string, string>) }
      delete headers['content-type']
      if (content !== null) headers['content-type'] = content.contentType
      const method = req.method === 'HEAD' ? 'GET' : (req.method as string)
      const shown: Shown = {
        method,
        url: writtenUrl(x),
        headers,
        ...(content === null ? {} : { body: structuredClone(content.value) }),
      }
      const verdict = await judgeRequest(shown)
      if ((verdict === null) === (faults.length === 0)) return
      const difference: Difference = { url: shown.url, content, verdict, faults }
      if (explains(difference)) return
      const ours = faults.map(({ in: part, pointer, code }) => `${part}:${pointer} ${code}`).join(', ') || 'valid'
      disagree(x, `Request: the referee says ${verdict ?? 'valid'}; the validator says ${ours}.`)
    },

    async response(x, { status, contentType, text }) {
      const { route } = x
      if (route === null || x.code === 'REFEREE_DISAGREES') return
      if (route.responses[status] === undefined) disagree(x, `Response: the contract has no ${status}.`)
      const json = contentType !== null && /[/+]json$/.test(contentType)
      const verdict = await judgeResponse({
        method: route.method.toUpperCase(),
        url: route.path.replaceAll(/\{[^{}]+\}/g, 'x'),
        headers: {},
        answer: { status, contentType, body: json && text !== null ? JSON.parse(text) : undefined },
      })
      if (verdict !== null) disagree(x, `Response ${status} ${contentType === problemType ? x.code : ''}: ${verdict}.`)
    },
  }
}

/** The path as the contract writes it: the referee does not read escapes there (`/v2/order%73`), the router has. */
function writtenUrl({ req, route, parameters }: Exchange): string {
  const query = (req.url as string).indexOf('?')
  const path = (route as Route).path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => parameters[name] as string)
  return query === -1 ? path : path + (req.url as string).slice(query)
}

/** Resolves with null where the middlewares raise nothing, else with what they say. */
function court(middlewares: RequestHandler[]): (shown: Shown) => Promise<string | null> {
  const app = express()
  const verdicts = new WeakMap<object, (verdict: string | null) => void>()
  const pass: RequestHandler = (req, res) => {
    const { answer } = req as unknown as Shown
    if (answer !== undefined) {
      res.statusCode = answer.status
      if (answer.contentType !== null) res.setHeader('content-type', answer.contentType)
      res.json(answer.body)
    }
    verdicts.get(req)?.(null)
  }
  const fail: ErrorRequestHandler = (error: Error, req, _res, _next) => verdicts.get(req)?.(error.message)
  app.use(...middlewares, pass, fail)

  return (shown) =>
    new Promise((resolve) => {
      const req = Object.assign(new IncomingMessage(new Socket()), shown)
      verdicts.set(req, resolve)
      app(req as never, new ServerResponse(req) as never)
    })
}
