import { read } from './answer.ts'
import { type Client, type Limits, limitsOf } from './client.ts'
import { invalidArgument, StockroomError } from './error.ts'
import type { CallObserver } from './observer.ts'
import { quietly } from './quietly.ts'
import { type Body, type Descriptor, prepare } from './request.ts'
import { mergeHeaders } from './transport.ts'
import type { Answer, RetryPolicy } from './types.ts'

/*
 * What the SDK does about failure, in one place: which answers are tried again and when, one deadline and one budget of
 * attempts for the whole call, credentials and redirects.
 */

type Proof = Record<string, string>

/**
 * Milliseconds to wait after the nth failure in a row: those the server asks for, and some up to a bound that doubles. A
 * server that asks for 0 is asked at once, but only the first time; one that asks for nothing counts as 1.
 */
export const pause = (failures: number, { retryAfter: asked = 1 }: StockroomError, retry: RetryPolicy): number =>
  asked || failures > 1
    ? Math.min(asked, retry.maxRetryAfter) +
      (Math.min(retry.maxDelay, retry.minDelay * 2 ** (failures - 1)) * (1 + Math.random())) / 2
    : 0

/**
 * Works until `ms` are over or the caller aborts; rejects then, whatever the work does about its signal.
 * @param last the failure before, which a TIMEOUT carries on
 * @throws StockroomError and nothing else
 */
async function within<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  parent?: AbortSignal,
  last?: unknown,
): Promise<T> {
  const controller = new AbortController()
  const { signal } = controller
  const stop = () => controller.abort()
  // The deadline may have passed since it was looked at.
  const timer = setTimeout(stop, Math.max(0, ms))
  parent?.addEventListener('abort', stop)
  try {
    parent?.throwIfAborted()
    return await Promise.race([
      work(signal),
      new Promise<never>((_, reject) => {
        signal.onabort = reject
      }),
    ])
  } catch (thrown) {
    if (StockroomError.is(thrown)) throw thrown
    throw new StockroomError(
      parent?.aborted
        ? { code: 'ABORTED', cause: parent.reason }
        : signal.aborted
          ? { code: 'TIMEOUT', cause: last, retryable: true }
          : { code: 'CONNECTION_FAILED', cause: thrown, retryable: true },
    )
  } finally {
    clearTimeout(timer)
    parent?.removeEventListener('abort', stop)
  }
}

interface Sent {
  method: string
  headers: Record<string, string>
  body?: Body | undefined
  signal: AbortSignal
  operation?: string
  attempt?: number
}

/** Follows redirects itself, because `fetch` would carry custom credentials to another origin. */
async function exchange(client: Client, url: string, sent: Sent, hops = 5): Promise<Response> {
  sent.signal.throwIfAborted()
  const response = await client.fetch(url, { ...sent, redirect: 'manual', duplex: 'half' } as RequestInit)
  const { status } = response
  const location = /30[12378]/.test(`${status}`) && response.headers.get('location')
  // A browser shows of a redirect only that there is one, with status 0.
  if (!location && status) return response
  quietly(() => response.body?.cancel())
  const target = new URL(location || '', url)
  const stays = target.origin === new URL(url).origin
  if (!location || !hops || !(/GET|HEAD/.test(sent.method) || (stays && status > 303)))
    throw new StockroomError({ code: 'REDIRECT_REFUSED', status })
  return exchange(
    client,
    target.href,
    stays ? sent : { ...sent, headers: { accept: sent.headers.accept as string } },
    hops - 1,
  )
}

/** What says who is calling. @param refused what was answered with 401 */
async function credentials(client: Client, refused: Proof | undefined): Promise<Proof> {
  const { baseUrl, retry } = client
  try {
    const given = await client.auth?.({
      baseUrl,
      retry,
      refused,
      send: (request, read) =>
        within(retry.attemptTimeout, (signal) =>
          exchange(client, baseUrl + request.path, {
            ...request,
            headers: mergeHeaders(client.headers, request.headers),
            signal,
          }).then(read),
        ),
    })
    return typeof given === 'string' ? { authorization: `Bearer ${given}` } : (given ?? {})
  } catch (cause) {
    throw StockroomError.is(cause) ? cause : new StockroomError({ code: 'AUTH_FAILED', cause })
  }
}

/**
 * Sends a request until an answer is read, the policy gives up or the deadline passes.
 * @param keep the answer's body for `response`
 * @throws StockroomError one of the call's own, and nothing else: what else is thrown is a mistake of the caller's, such as
 * JSON that holds itself
 */
export async function run(client: Client, descriptor: Descriptor, args: unknown[], keep?: boolean): Promise<Answer> {
  const { id, open, method = 'GET' } = descriptor
  let watching: CallObserver | undefined
  const tell = <Name extends 'response' | 'retry' | 'end'>(
    name: Name,
    facts: Parameters<NonNullable<CallObserver[Name]>>[0],
  ) => quietly(() => watching?.[name]?.(facts as never))
  let attempts = 0
  let last: StockroomError | undefined
  let proof: Proof | undefined
  let refused: Proof | undefined
  try {
    quietly(() => {
      watching = client.observer?.(descriptor, client)
    })
    const [url, headers, body, options] = prepare(client, descriptor, args, watching?.headers)
    const retry = limitsOf(client.retry as Limits, options)
    const deadline = performance.now() + retry.timeout
    const canResend = !(body as ReadableStream | undefined)?.getReader
    // RFC 9110, section 9.2.2: other methods have the same effect however often they run.
    const isRepeatable = !/^P[OA]/.test(method) || headers['idempotency-key'] || headers['if-match']
    const once = async (signal: AbortSignal) => {
      attempts++
      proof = undefined
      const held = open ? {} : await credentials(client, refused)
      if (JSON.stringify(held) === JSON.stringify(refused)) {
        attempts--
        throw last
      }
      proof = held
      const sent = { method, headers: mergeHeaders(held, headers), body, signal, operation: id, attempt: attempts }
      const response = await exchange(client, url, sent)
      const { status, headers: answered } = response
      const head = { status, headers: answered }
      tell('response', head)
      return {
        ...head,
        // Before the body is read.
        response: keep ? response.clone() : response,
        // RFC 9110, section 15.4.5: what the program has is still so.
        data: status === 304 && headers['if-none-match'] ? undefined : await read(response, descriptor),
        requestId: answered.get('x-request-id') ?? undefined,
      }
    }
    for (;;) {
      try {
        const answer = await within(
          Math.min(retry.attemptTimeout, deadline - performance.now()),
          once,
          options.signal,
          last,
        )
        tell('end', { attempts, status: answer.status })
        return answer
      } catch (thrown) {
        last = thrown as StockroomError
        const { code, status, retryAfter } = last
        const cause = last.cause as { code?: unknown; cause?: { code?: unknown } } | undefined
        if (status === 401 && proof && !refused && canResend) {
          refused = proof
          continue
        }
        const wait = pause(attempts, last, retry)
        const hasNotRun =
          !proof ||
          (status === 503 && retryAfter != null) ||
          // Nothing was sent, as Node, Bun and Deno say it: on the error of `fetch` or on the one behind it.
          /refused|enotf|eai_|connect[_)]/i.test(`${cause?.code} ${cause?.cause} ${cause?.cause?.code}`)
        const mayRepeat = canResend && (isRepeatable || hasNotRun || last.headers?.has('x-should-retry'))
        if (!last.retryable || !mayRepeat || attempts >= retry.attempts || wait > deadline - performance.now())
          throw thrown
        tell('retry', { attempt: attempts, wait, code, status })
        await quietly(() => within(wait, () => new Promise(() => {}), options.signal))
      }
    }
  } catch (thrown) {
    const found = StockroomError.is(thrown) ? thrown : invalidArgument(`${thrown}`)
    const error = new StockroomError({ ...found, message: `${id}: ${found.message}`, attempts })
    tell('end', { attempts, status: error.status, error })
    throw error
  }
}
