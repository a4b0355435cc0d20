import { requests as checks, type ValidationError as RequestFault } from '#validators'
import type { Fetch } from './client.ts'
import type { ExampleOperation, TestAnswers } from './v2/examples.ts'
import { examples } from './v2/examples.ts'

export { signWebhook } from './webhooks.ts'
export type { RequestFault, TestAnswers }

/** A request as the code under test sent it. */
export interface TestRequest {
  /** Undefined where the contract has no such operation. */
  operation: keyof TestAnswers | undefined
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  /** Parsed where it is JSON or a form. */
  body: unknown
  /** What the API would refuse it for; empty when nothing. */
  faults: RequestFault[]
}

/** An answer of the contract, what makes one, or a connection that breaks. */
export type TestAnswer<Id extends keyof TestAnswers> =
  | TestAnswers[Id]
  | ((request: TestRequest) => TestAnswers[Id])
  | 'disconnect'

export interface TestServer {
  /** For `createStockroom({ baseUrl, fetch })`. */
  baseUrl: string
  fetch: Fetch
  requests: TestRequest[]
  /** Answers the next calls of an operation with these, one each; the last one stays. */
  answer<Id extends keyof TestAnswers>(operation: Id, ...answers: TestAnswer<Id>[]): void
  /** Forgets the requests and the answers. */
  reset(): void
}

interface Answer {
  status: number
  example?: string
  headers?: Record<string, string>
  body?: unknown
}
type Given = Answer | ((request: TestRequest) => Answer) | 'disconnect'
interface Match {
  id: keyof TestAnswers
  operation: ExampleOperation
  /** As it was sent, percent escapes and all. */
  path: Record<string, string>
}

const mediaTypeOf = (headers: Record<string, string>) => (headers['content-type'] ?? '').split(';')[0] ?? ''

function match(method: string, pathname: string): Match | undefined {
  for (const [id, operation] of Object.entries(examples)) {
    const names = [...operation.path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name as string)
    const pattern = operation.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]*\}/g, '([^/]+)')
    const values = operation.method === method ? new RegExp(`^${pattern}$`).exec(pathname) : null
    if (!values) continue
    const path = Object.fromEntries(names.map((name, index) => [name, values[index + 1] as string]))
    return { id: id as keyof TestAnswers, operation, path }
  }
  return undefined
}

async function receive(url: string, init: RequestInit): Promise<[TestRequest, Match | undefined]> {
  const sent = new Request(url, init)
  const { pathname: path, search, searchParams: query } = new URL(url)
  const headers = Object.fromEntries(sent.headers)
  const contentType = mediaTypeOf(headers)
  const text = await sent.text()
  const found = match(sent.method, path)
  const request = { operation: found?.id, method: sent.method, path, query, headers, body: parse(text, contentType) }
  if (!found) return [{ ...request, faults: [] }, found]
  const body = text === '' ? {} : { body: structuredClone(request.body) }
  const checked = checks[found.id]?.({ path: found.path, query: search.slice(1), headers, contentType, ...body })
  return [{ ...request, faults: checked && !checked.ok ? checked.errors : [] }, found]
}

function parse(text: string, contentType: string): unknown {
  if (text === '') return undefined
  if (contentType === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text))
  return /[/+]json$/.test(contentType) ? JSON.parse(text) : text
}

const problem = (status: number, code: string, detail: string, errors?: RequestFault[]): Answer => ({
  status,
  body: { type: 'about:blank', title: detail, status, detail, instance: '', code, trace_id: 'test', errors },
})

/** What the API would refuse before it does anything, in the order in which it does. */
function refuse({ operation }: Match, { headers, body, faults }: TestRequest): Answer | undefined {
  if (!operation.open && !headers.authorization && !headers['x-api-key']) return { status: 401 }
  const isUnsupported = body !== undefined && operation.accepts[0] && !operation.accepts.includes(mediaTypeOf(headers))
  if (isUnsupported) return { status: 415 }
  return faults.length > 0 ? problem(422, 'VALIDATION_FAILED', 'The request is invalid', faults) : undefined
}

function respond({ operation }: Match, answer: Answer, requestId: string): Response {
  const [, mediaType, named] = operation.answers.find(([status]) => status === answer.status) ?? [
    0,
    'application/json',
    {},
  ]
  const body = answer.body ?? (answer.example === undefined ? Object.values(named)[0] : named[answer.example])
  const headers = {
    ...(body !== undefined && { 'content-type': mediaType }),
    'x-request-id': requestId,
    ...answer.headers,
  }
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
  return new Response(text, { status: answer.status, headers })
}

/** A list's example is one page: the page behind it is empty. */
function lastPage({ operation }: Match, request: TestRequest, answer: Answer): Answer {
  if (!operation.items || !request.query.has('cursor') || answer.body !== undefined || answer.status !== 200)
    return answer
  return { ...answer, body: { [operation.items]: [], next_cursor: null, has_more: false } }
}

/** An in-memory API made of the contract's examples: it checks what it is sent as the real one does, and opens no socket. */
export function createTestServer(): TestServer {
  const requests: TestRequest[] = []
  const given = new Map<string, Given[]>()
  const replays = new Map<string, Response>()
  const serve: Fetch = async (url, init) => {
    init.signal?.throwIfAborted()
    const [request, found] = await receive(url, init)
    const requestId = `test-${requests.push(request)}`
    if (!found)
      return Response.json(problem(404, 'ROUTE_UNKNOWN', `no ${request.method} ${request.path}`).body, { status: 404 })
    const refusal = refuse(found, request)
    if (refusal) return respond(found, refusal, requestId)
    const key = found.operation.idempotent && request.headers['idempotency-key']
    const replayed = key && replays.get(`${found.id} ${key}`)
    if (replayed) return replayed.clone()
    const queue = given.get(found.id) ?? []
    const next = queue.length > 1 ? queue.shift() : queue[0]
    if (next === 'disconnect') throw new TypeError('fetch failed')
    const usual = { status: found.operation.answers[0]?.[0] ?? 200 }
    const answer = typeof next === 'function' ? next(request) : (next ?? usual)
    const response = respond(found, lastPage(found, request, answer), requestId)
    if (key && response.ok) replays.set(`${found.id} ${key}`, response.clone())
    return response
  }
  const reset = () => {
    requests.length = 0
    given.clear()
    replays.clear()
  }
  return {
    baseUrl: 'https://stockroom.test',
    fetch: serve,
    requests,
    answer: (operation, ...answers) => void given.set(operation, answers as Given[]),
    reset,
  }
}
