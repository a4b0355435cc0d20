/** Runs one request from its first header to its answer. Whatever goes wrong on the way becomes a problem. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { Refusal } from '../domain/refusal.ts'
import { admitUnknown } from './admit.ts'
import { Aborted } from './body.ts'
import type { Answer, Exchange } from './exchange.ts'
import type { FixedHeaders } from './fixed-headers.ts'
import { holdsBack } from './message/content.ts'
import { assertHead } from './message/head.ts'
import { observe } from './observe.ts'
import { problemAnswer, refusalOf, statusOf } from './problem.ts'
import { send } from './respond.ts'
import type { Serving } from './serving.ts'
import { requestIdOf, traceOf } from './trace.ts'
import type { Version } from './version.ts'

type Work = (x: Exchange) => Promise<Answer> | Answer

/** The version that answers, and what checks its answers. */
interface Speaker {
  readonly version: Version
  readonly inspect: (x: Exchange, answer: Answer) => Promise<void>
}

export type Serve = (req: IncomingMessage, res: ServerResponse, work: Work, speaker?: Speaker) => Promise<void>

export function createServe(serving: Serving, fixed: FixedHeaders): Serve {
  return async (req, res, work, speaker) => {
    const x: Exchange = {
      req,
      res,
      requestId: requestIdOf(req.headers['x-request-id']),
      trace: traceOf(req.headers.traceparent as string | undefined),
      startedAt: performance.now(),
      version: speaker?.version ?? null,
      route: null,
      parameters: {},
      principal: null,
      code: null,
      replayed: false,
      heldBack: holdsBack(req),
      payer: null,
      limit: null,
    }
    observe(x, serving)
    try {
      let answer = await attempt(x, () => bounded(x, work, serving), serving)
      if (speaker !== undefined) answer = await attempt(x, () => speaker.inspect(x, answer).then(() => answer), serving)
      if (answer.text !== null) serving.rates.charge(x, answer.text.length)
      send(x, answer, fixed, serving.draining())
    } catch (error) {
      if (!(error instanceof Aborted)) serving.log.error({ request_id: x.requestId, err: error }, 'answer not written')
      res.destroy()
    }
  }
}

/** @throws Refusal REQUEST_MALFORMED, TRANSFER_CODING_UNKNOWN, URL_TOO_LONG, or whatever the work threw */
function bounded(x: Exchange, work: Work, serving: Serving): Promise<Answer> | Answer {
  try {
    assertHead(x.req)
    assertLength(x.req.url as string, serving.limits.urlBytes)
  } catch (error) {
    return admitUnknown(x, serving).then(() => {
      throw error
    })
  }
  return work(x)
}

function assertLength(url: string, most: number): void {
  if (url.length > most) throw new Refusal('URL_TOO_LONG', { detail: `The URL may hold ${most} bytes.` })
}

async function attempt(x: Exchange, work: () => Promise<Answer> | Answer, { log }: Serving): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Aborted) throw error
    const refusal = refusalOf(error)
    if (refusal !== error || statusOf(refusal) >= 500) {
      log.error({ request_id: x.requestId, operation: x.route?.id, err: error }, 'request failed')
    }
    return problemAnswer(refusal, x)
  }
}
