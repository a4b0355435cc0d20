import type { Client } from './client.ts'
import { mergeRetry } from './client.ts'
import { StockroomError } from './error.ts'
import type { PreparedRequest } from './request.ts'

/*
 * What the SDK does about failure, in one place: which answers are tried again and when, one deadline for the whole call,
 * idempotency keys, renewal of credentials, redirects and deprecation notices.
 */

export interface Traits {
  id: string
  /** Takes `Idempotency-Key`: one is made for each call, and all attempts carry it. */
  idempotent?: boolean | undefined
  /** Safe to send twice although it is a write: asking for a token. */
  repeatable?: boolean | undefined
  /** Anyone may call: credentials are not sent. */
  open?: boolean | undefined
}

const passing = [408, 429, 502, 503, 504]

/** Whether an error answer may be another one later, and the milliseconds that `Retry-After` asks for (RFC 9110, 10.2.3). */
export function judge(status: number, headers: Headers): { retryable: boolean; retryAfter: number | undefined } {
  const asked = headers.get('retry-after')
  const wait = asked === null ? Number.NaN : /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  const retryAfter = wait >= 0 ? wait : undefined
  const word = headers.get('x-should-retry')
  // 409 with Retry-After: an earlier attempt under the same key is still running.
  return { retryable: word ? word === 'true' : passing.includes(status) || (status === 409 && wait >= 0), retryAfter }
}

/** A signal that fires after `ms` or with its parent; `end` lets go of both. */
function limit(ms: number, parent: AbortSignal | undefined) {
  const controller = new AbortController()
  const stop = () => controller.abort()
  const timer = setTimeout(stop, ms)
  parent?.addEventListener('abort', stop)
  if (parent?.aborted) stop()
  const end = () => {
    clearTimeout(timer)
    parent?.removeEventListener('abort', stop)
  }
  return { signal: controller.signal, end }
}

/** Rejects when the signal fires, whatever the work does about it. */
function within<T>(signal: AbortSignal, work: (() => Promise<T>) | number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = typeof work === 'number' ? setTimeout(resolve, work) : undefined
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    if (typeof work !== 'number') work().then(resolve, reject)
  })
}

const isRead = (method: string) => /^(GET|HEAD|OPTIONS|TRACE)$/.test(method)
const discard = (response: Response) => response.body?.cancel().catch(() => {})

/** Follows redirects itself, because `fetch` would carry custom credentials to another origin. */
async function exchange(
  client: Client,
  request: PreparedRequest,
  headers: Record<string, string>,
  signal: AbortSignal,
) {
  let url = request.url
  let sent = headers
  const duplex = request.body instanceof ReadableStream ? { duplex: 'half' } : {}
  for (let hops = 0; ; hops++) {
    const init = { method: request.method, headers: sent, body: request.body, signal, redirect: 'manual', ...duplex }
    const response = await client.fetch(url, init as RequestInit)
    const location = response.headers.get('location')
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location
    if (!isRedirect && response.type !== 'opaqueredirect') return response
    discard(response)
    const target = new URL(location ?? '', url)
    const stays = target.origin === new URL(url).origin
    if (!isRedirect || hops > 4 || !(isRead(request.method) || (stays && response.status > 303))) {
      throw new StockroomError({
        code: 'REDIRECT_REFUSED',
        message: `The answer to ${request.method} ${url} redirects${location ? ` to ${target.origin}` : ''}, which is not followed`,
        status: response.status,
      })
    }
    if (!stays) sent = { accept: `${headers.accept}` }
    url = target.href
  }
}

function notice(client: Client, id: string, headers: Headers) {
  const [deprecation, sunset, link] = ['deprecation', 'sunset', 'link'].map((name) => headers.get(name) ?? undefined)
  if ((!deprecation && !sunset) || client.noticed.has(id)) return
  client.noticed.add(id)
  client.notify({ operation: id, deprecation, sunset, link })
}

const tokenRequest: Traits = { id: 'token', repeatable: true, open: true }

async function credentials(
  client: Client,
  refused: Record<string, string> | undefined,
): Promise<Record<string, string>> {
  try {
    const given = await client.auth?.({
      baseUrl: client.baseUrl,
      refused,
      send: (request, read) =>
        perform(client, { ...request, url: client.baseUrl + request.path, options: {} }, tokenRequest, read),
    })
    return typeof given === 'string' ? { authorization: `Bearer ${given}` } : (given ?? {})
  } catch (cause) {
    if (StockroomError.is(cause)) throw cause
    throw new StockroomError({ code: 'AUTH_FAILED', message: 'The auth function failed', cause })
  }
}

const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * Sends a request until an answer is read, the policy gives up or the deadline passes.
 * @param read turns an answer into the call's result, or throws a StockroomError
 */
export async function perform<T>(
  client: Client,
  request: PreparedRequest,
  traits: Traits,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const { options, method } = request
  const retry = mergeRetry(client.retry, options.retry)
  const timeout = options.timeout ?? client.timeout
  const deadline = Date.now() + timeout
  const whole = limit(timeout, options.signal)
  const span = client.tracer?.startSpan(traits.id, { attributes: { 'http.request.method': method } })
  const context = span?.spanContext?.()
  const headers = { ...request.headers }
  if (traits.idempotent) headers['idempotency-key'] ??= options.idempotencyKey ?? newKey()
  if (context) headers.traceparent ??= `00-${context.traceId}-${context.spanId}-0${context.traceFlags & 1}`
  const canResend = !(request.body instanceof ReadableStream)
  const canRepeat = canResend && (isRead(method) || traits.idempotent || traits.repeatable)
  const auth = traits.open ? undefined : client.auth
  let renewed = false
  let attempt = 0

  const once = async (signal: AbortSignal): Promise<T> => {
    let proof = auth ? await credentials(client, undefined) : {}
    attempt++
    let response = await exchange(client, request, { ...proof, ...headers }, signal)
    if (response.status === 401 && auth && canResend && !renewed) {
      renewed = true
      const refused = JSON.stringify(proof)
      proof = await credentials(client, proof)
      if (JSON.stringify(proof) !== refused) {
        discard(response)
        response = await exchange(client, request, { ...proof, ...headers }, signal)
      }
    }
    span?.setAttribute('http.response.status_code', response.status)
    notice(client, traits.id, response.headers)
    return read(response)
  }

  try {
    for (;;) {
      const part = limit(retry.attemptTimeout, whole.signal)
      let error: StockroomError
      try {
        return await within(part.signal, () => once(part.signal))
      } catch (thrown) {
        error = StockroomError.is(thrown)
          ? thrown
          : new StockroomError({
              code: part.signal.aborted ? 'TIMEOUT' : 'CONNECTION_FAILED',
              message: `${traits.id}: ${part.signal.aborted ? 'no answer in time' : 'the connection failed'}`,
              retryable: true,
              cause: thrown,
            })
        if (whole.signal.aborted) throw error
      } finally {
        part.end()
      }
      const wait = Math.min(
        error.retryAfter ?? Math.random() * Math.min(retry.maxDelay, retry.minDelay * 2 ** (attempt - 1)),
        retry.maxRetryAfter,
      )
      const asked = error.headers?.get('x-should-retry') === 'true' && canResend
      if (!error.retryable || !(canRepeat || asked) || attempt >= retry.attempts || Date.now() + wait > deadline)
        throw error
      client.logger?.debug(`${traits.id}: retry`, { attempt, wait, code: error.code, status: error.status })
      await within(whole.signal, wait)
    }
  } catch (thrown) {
    const ended = whole.signal.aborted && (options.signal?.aborted ? 'ABORTED' : 'TIMEOUT')
    const error =
      ended || !StockroomError.is(thrown)
        ? new StockroomError({
            code: ended || 'CONNECTION_FAILED',
            message: `${traits.id}: ${ended === 'ABORTED' ? 'aborted by the caller' : `no answer in ${timeout} ms`}`,
            retryable: ended !== 'ABORTED',
            cause: ended === 'ABORTED' ? options.signal?.reason : thrown,
          })
        : thrown
    error.attempts = attempt
    span?.recordException(error)
    throw error
  } finally {
    whole.end()
    span?.end()
  }
}
