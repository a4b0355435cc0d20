import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Api, Operation } from '../generate/api/api.ts'
import type { RawRequest, ValidationError } from '../generate/validators/runtime/raw.ts'
import { validators } from '../generate/validators.ts'
import { answerOf, type MockAnswer } from './answer.ts'
import { readBody } from './body.ts'
import { missingCredentials } from './credentials.ts'
import { router } from './routes.ts'

export interface Mock {
  url: string
  close(): Promise<void>
}

type Check = (raw: RawRequest) => { ok: boolean; errors?: ValidationError[] }

/**
 * A server on loopback that checks each request against the contract and answers from its examples. Port 0 takes a
 * free one.
 */
export async function mock(api: Api, port = 0): Promise<Mock> {
  const files = await validators(api, '// In memory.')
  const code = Buffer.from(files['validators.js'] ?? '').toString('base64')
  const { requests } = (await import(`data:text/javascript;base64,${code}`)) as { requests: Record<string, Check> }
  const route = router(api)
  const server = createServer((request, response) => {
    respond(request, response).catch((error: Error) => send(response, problem(500, 'The mock failed', error.message)))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [pathname = '/', query = ''] = splitUrl(request.url ?? '/')
    const found = route(pathname)
    if (!found) return send(response, problem(404, 'There is no such path', pathname))
    const method = (request.method ?? 'GET').toLowerCase()
    const match = found.get(method) ?? (method === 'head' ? found.get('get') : undefined)
    if (!match) {
      const allow = [...found.keys()].map((name) => name.toUpperCase()).join(', ')
      return send(response, problem(405, 'The path does not have this method', `It has ${allow}.`, { allow }))
    }
    const { operation, path } = match
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    )
    const challenges = missingCredentials(api, operation, { headers, query })
    if (challenges) return send(response, unauthenticated(api, operation, request.headers, challenges))
    const body = await readBody(request, operation)
    if ('status' in body) return send(response, problem(body.status, body.title, body.detail))
    const checked = requests[operation.id]?.({ path, query, headers, ...body })
    if (checked && !checked.ok) return send(response, refusal(operation, checked.errors ?? []))
    const answer = answerOf(api, operation, request.headers)
    send(
      response,
      answer ??
        problem(404, 'The contract has no such answer', `${operation.id} lacks the status that Prefer asks for.`),
      method === 'head',
    )
  }
}

function splitUrl(url: string): [string, string] {
  const at = url.indexOf('?')
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}

/**
 * The contract's own 401, or a problem where it declares none. Both name the credentials that the operation asks for.
 */
function unauthenticated(
  api: Api,
  operation: Operation,
  headers: IncomingHttpHeaders,
  challenges: string[],
): MockAnswer {
  const declared = operation.responses.some(({ status }) => status === '401' || status === '4XX')
  const answer = declared ? answerOf(api, operation, { accept: headers.accept, prefer: 'code=401' }) : undefined
  const challenge = { 'www-authenticate': challenges.join(', ') }
  if (answer) return { ...answer, headers: { ...answer.headers, ...challenge } }
  return problem(401, 'Credentials are missing', `${operation.id} asks for ${challenges.join(' or ')}.`, challenge)
}

/** 400 for what cannot be parsed, 415 for another media type, 422 for the rest (400 where only that is declared). */
function refusal({ responses }: Operation, errors: ValidationError[]): MockAnswer {
  const declares = (status: string) => responses.some((response) => response.status === status)
  if (errors.some(({ code }) => code === 'MEDIA_TYPE'))
    return problem(415, 'The media type is not supported', errors[0]?.message ?? '')
  const malformed = errors.some(({ code }) => code === 'MALFORMED') || (!declares('422') && declares('400'))
  return problem(malformed ? 400 : 422, 'The request is invalid', `${errors.length} mistakes`, {}, { errors })
}

const problem = (
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
  more: object = {},
): MockAnswer => ({
  status,
  headers: { ...headers, 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title, status, detail, ...more }),
})

function send(response: ServerResponse, { status, headers, body = '' }: MockAnswer, headOnly = false): void {
  const bare = status === 204 || status === 304
  response.writeHead(status, bare ? headers : { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(headOnly || bare ? undefined : body)
}
