/** Watches what a test server sends: a problem whose code the contract does not have for it is a stray. */
import type { ServerResponse } from 'node:http'
import { problems } from '../../generated/v2/operations.ts'
import { problemCodes } from './contract.ts'

/** Those of the connection, of the gateway and of a fault: any operation may answer them. */
const everywhere = [
  'REQUEST_MALFORMED',
  'TRANSFER_CODING_UNKNOWN',
  'REQUEST_TIMEOUT',
  'URL_TOO_LONG',
  'HEADERS_TOO_LARGE',
  'INTERNAL_ERROR',
  'REFEREE_DISAGREES',
]

export interface ProblemWatch {
  watch(res: ServerResponse): void
  /** @param lines of the log, which tell the operation of each request */
  strays(lines: readonly Record<string, unknown>[]): string[]
}

export function createProblemWatch(): ProblemWatch {
  const sent: { requestId: string; code: string; status: number }[] = []
  return {
    watch(res) {
      const end = res.end.bind(res) as (...args: unknown[]) => ServerResponse
      res.end = ((...args: unknown[]) => {
        if (String(res.getHeader('content-type')).startsWith('application/problem+json') && args[0] !== undefined) {
          const { code } = JSON.parse(String(args[0])) as { code: string }
          sent.push({ requestId: String(res.getHeader('x-request-id')), code, status: res.statusCode })
        }
        return end(...args)
      }) as ServerResponse['end']
    },

    strays(lines) {
      const ofV2 = lines.filter(({ path }) => typeof path === 'string' && path.startsWith('/v2/'))
      const operations = new Map(ofV2.map(({ request_id, operation }) => [request_id, operation as string]))
      return sent.flatMap(({ requestId, code, status }) => {
        if (problems[code as keyof typeof problems]?.status !== status) return [`${status} ${code}`]
        const operation = operations.get(requestId) ?? 'unknown'
        const declared = problemCodes.get(operation)
        if (declared === undefined || everywhere.includes(code) || declared.includes(code)) return []
        return [`${operation}: ${code}`]
      })
    },
  }
}
