import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Api, Operation } from '../generate/api/api.ts'
import type { RawRequest, ValidationError } from '../generate/validators/runtime/raw.ts'
import { validators } from '../generate/validators.ts'
import { answerOf, type MockAnswer } from './answer.ts'
import { readBody } from './body.ts'
import { missingCredentials } from './credentials.ts'
import { rememberKeys } from './keys.ts'
import { invalid, problem, refuse, unauthenticated } from './refusals.ts'
import { type Match, router } from './routes.ts'

export interface Mock {
  url: string
  close(): Promise<void>
}

type Check = (raw: RawRequest) => {
  ok: boolean
  value?: { path: unknown; query: unknown; body?: unknown }
  errors?: ValidationError[]
}

/**
 * A server on loopback that checks each request against its contract and answers from its examples. It may serve several
 * contracts, whose paths differ. Port 0 takes a free one.
 */
export async function mock(apis: readonly Api[], port = 0): Promise<Mock> {
  const served = await Promise.all(apis.map(serve))
  const server = createServer((request, response) => {
    respond(request, response).catch((error: Error) =>
      send(response, problem({ status: 500, title: 'The mock failed', detail: error.message })),
    )
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
    const isHead = request.method === 'HEAD'
    for (const { route, answer } of served) {
      const found = route(pathname)
      if (found) return send(response, await answer(found, request, query), isHead)
    }
    send(response, problem({ status: 404, title: 'There is no such path', detail: pathname }), isHead)
  }
}

/** Everything that answers the requests of one contract. */
async function serve(api: Api) {
  const files = await validators(api, '// In memory.')
  const code = Buffer.from(files['validators.js'] ?? '').toString('base64')
  const { requests } = (await import(`data:text/javascript;base64,${code}`)) as { requests: Record<string, Check> }
  const once = rememberKeys()
  return { route: router(api), answer }

  async function answer(found: Map<string, Match>, request: IncomingMessage, query: string): Promise<MockAnswer> {
    const method = (request.method ?? 'GET').toLowerCase()
    const match = found.get(method) ?? (method === 'head' ? found.get('get') : undefined)
    if (!match) {
      const allow = [...found.keys()].map((name) => name.toUpperCase()).join(', ')
      return problem({
        ...{ status: 405, title: 'The path does not have this method', detail: `It has ${allow}.` },
        headers: { allow },
      })
    }
    const { operation, path } = match
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    )
    const refused = (why: Parameters<typeof refuse>[3]) => refuse(api, operation, request.headers, why)
    const challenges = missingCredentials(api, operation, { headers, query })
    if (challenges) return refused(unauthenticated(operation, challenges))
    const body = await readBody(request, operation)
    if ('status' in body) return refused(body)
    const checked = requests[operation.id]?.({ path, query, headers, ...body })
    if (checked && !checked.ok) return refused(invalid(operation, checked.errors ?? []))
    const { path: at, query: by, body: content } = checked?.value ?? { path, query, ...body }
    return once(
      { operation, headers, request: [operation.id, at, by, content] },
      () => answerOf(api, operation, { headers: request.headers, query }) ?? undeclared(operation),
      () => refused(reused),
    )
  }
}

const reused = {
  status: 422,
  example: 'IDEMPOTENCY_KEY_REUSED',
  title: 'The idempotency key was used for another request',
  detail: 'Use a new key.',
}

const undeclared = ({ id }: Operation) =>
  problem({
    ...{ status: 404, title: 'The contract has no such answer' },
    detail: `${id} lacks the status that Prefer asks for.`,
  })

function splitUrl(url: string): [string, string] {
  const at = url.indexOf('?')
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}

function send(response: ServerResponse, { status, headers, body = '' }: MockAnswer, headOnly = false): void {
  const bare = status === 204 || status === 304
  response.writeHead(status, bare ? headers : { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(headOnly || bare ? undefined : body)
}
