import { type Answer, type Contract, contentOf, type Match, write } from './contract.ts'
import { type Cursors, lastPage, nextPage, pageOf } from './pages.ts'
import { receive, refusalOf } from './receive.ts'
import { once, type Replays } from './replays.ts'
import type { Given, InMemoryServer, SentRequest } from './types.ts'

type Plan = Given<Answer, string>
type Sent = SentRequest<string>

interface Planned {
  queue: Plan[]
  /** The last one, which stays, has answered. */
  isUsed: boolean
}

/** An in-memory API made of the contract's examples: it checks what it is sent as the real one does, and opens no socket. */
export function serve<Answers>(contract: Contract): InMemoryServer<Answers> {
  const requests: Sent[] = []
  const planned = new Map<string, Planned>()
  const cursors: Cursors = new Map()
  const replays: Replays = new Map()

  /** The next of the test's own answers, or the usual one. */
  function planOf({ id, operation }: Match, request: Sent): Plan {
    const usual = { status: operation.answers[0]?.[0] ?? 200 }
    const plan = planned.get(id)
    if (!plan) return usual
    const isLast = plan.queue.length === 1
    // The pages that the test gave are all read.
    if (isLast && plan.isUsed && operation.pages && request.query.has('cursor'))
      return { ...usual, body: lastPage(Object(contentOf({ id, operation, path: {} }, usual).body)) }
    plan.isUsed = isLast
    return (isLast ? plan.queue[0] : plan.queue.shift()) ?? usual
  }

  async function answerOf(found: Match, request: Sent, signal: AbortSignal): Promise<Answer> {
    const continued = nextPage(found, request, cursors)
    if (continued) return continued
    const plan = planOf(found, request)
    const answer = typeof plan === 'function' ? await plan(request) : plan
    if (answer === 'disconnect') throw new TypeError('fetch failed')
    if (answer.delay) await pause(answer.delay, signal)
    return unchanged(found, request, pageOf(found, request, answer, cursors))
  }

  async function respond(sent: Request): Promise<Response> {
    const received = await receive(contract, sent)
    const { request, match } = received
    const requestId = `test-${requests.push(request)}`
    if (!match) return unknownRoute(request)
    const put = (answer: Answer) => write(match, answer, requestId)
    const refusal = refusalOf(contract, match, received)
    if (refusal) return put(refusal)
    return once(replays, match, received, async () => put(await answerOf(match, request, sent.signal)), put)
  }

  return {
    baseUrl: 'https://stockroom.test',
    requests: requests as SentRequest<keyof Answers>[],
    async fetch(input, init) {
      const sent = new Request(input, init)
      const { signal } = sent
      signal.throwIfAborted()
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
      return Promise.race([respond(sent), aborted])
    },
    answer: (operation, ...queue) => void planned.set(operation as string, { queue: queue as Plan[], isUsed: false }),
    reset() {
      requests.length = 0
      for (const each of [planned, cursors, replays]) each.clear()
    },
  }
}

/** A server goes on with what it began when its caller has gone: at once, so that no test waits for it. */
const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/** 304 where the caller has this state already (RFC 9110, section 13.1.2). */
function unchanged(found: Match, { headers }: Sent, answer: Answer): Answer {
  const etag = answer.headers?.etag ?? contentOf(found, answer).headers?.etag
  const held = headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  const has304 = found.operation.answers.some(([status]) => status === 304)
  if (answer.status !== 200 || !has304 || !etag || !(held?.includes('*') || held?.includes(etag))) return answer
  return { status: 304, headers: { ...answer.headers, etag } }
}

function unknownRoute({ method, path }: Sent): Response {
  const detail = `no ${method} ${path}`
  const body = {
    type: 'about:blank',
    title: detail,
    status: 404,
    detail,
    instance: path,
    code: 'ROUTE_UNKNOWN',
    trace_id: 'test',
  }
  return Response.json(body, { status: 404, headers: { 'content-type': 'application/problem+json' } })
}
