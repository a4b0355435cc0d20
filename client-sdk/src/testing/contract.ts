import type { RawRequest } from '#validators/v2'
import type { ExampleOperation } from '../v2/examples.ts'
import type { RequestFault } from './types.ts'

/** What one version of the API promises. */
export interface Contract {
  examples: Record<string, ExampleOperation>
  checks: Record<string, (raw: RawRequest) => { ok: true; value: unknown } | { ok: false; errors: RequestFault[] }>
  /** The members of an error's body that name the mistakes. */
  faults: (faults: RequestFault[]) => object
}

export interface Answer {
  status: number
  example?: string
  headers?: Record<string, string>
  body?: unknown
  delay?: number | undefined
}

export interface Match {
  id: string
  operation: ExampleOperation
  /** As it was sent, percent escapes and all. */
  path: Record<string, string>
}

/** The operation of a request. Concrete segments win over templated ones (OpenAPI 3.1, section 4.8.8.2). */
export function match({ examples }: Contract, method: string, pathname: string): Match | undefined {
  const found: Match[] = []
  for (const [id, operation] of Object.entries(examples)) {
    const names = [...operation.path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name as string)
    const pattern = operation.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]*\}/g, '([^/]+)')
    const values = operation.method === method ? new RegExp(`^${pattern}$`).exec(pathname) : null
    if (!values) continue
    found.push({ id, operation, path: Object.fromEntries(names.map((name, at) => [name, values[at + 1] as string])) })
  }
  const templated = ({ path }: Match) => Object.keys(path).length
  return found.sort((a, b) => templated(a) - templated(b))[0]
}

const unknown: [status: number, mediaType: string, examples: Record<string, unknown>] = [0, 'application/json', {}]

/** The answer's body, and the headers that the contract always has with it. */
export function contentOf({ operation }: Match, { status, example, body }: Answer) {
  const [, mediaType, named, headers] = operation.answers.find(([each]) => each === status) ?? unknown
  return { mediaType, headers, body: body ?? (example === undefined ? Object.values(named)[0] : named[example]) }
}

/** Writes an answer. A server that is ill may be asked again at once, so that no test waits for the contract's example. */
export function write(found: Match, answer: Answer, requestId: string): Response {
  const { mediaType, headers, body } = contentOf(found, answer)
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
  return new Response(text, {
    status: answer.status,
    headers: {
      ...headers,
      ...(headers?.['retry-after'] && { 'retry-after': '0' }),
      ...(text !== null && { 'content-type': mediaType }),
      'x-request-id': requestId,
      ...answer.headers,
    },
  })
}
