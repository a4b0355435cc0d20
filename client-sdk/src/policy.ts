import type { Client } from './client.ts'
import { mergeRetry } from './client.ts'
import { StockroomError } from './error.ts'
import type { PreparedRequest } from './request.ts'
import { mergeHeaders } from './transport.ts'

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

/** Whether an error answer may be another one later, and the milliseconds that `Retry-After` asks for (RFC 9110, 10.2.3). */
export function judge(status: number, headers: Headers): { retryable: boolean; retryAfter: number | undefined } {
  const asked = headers.get('retry-after') ?? ''
  const wait = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  const retryAfter = wait >= 0 ? wait : undefined
  const word = headers.get('x-should-retry')
  // 409 with Retry-After: an earlier attempt under the same key is still running.
  const isPassing = /^(408|429|50[234])$/.test(`${status}`) || (status === 409 && wait >= 0)
  return { retryable: word ? word === 'true' : isPassing, retryAfter }
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
function within<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop)
    work().then(resolve, reject)
  })
}

/** Ends after `ms`, or with its parent. */
async function pause(ms: number, parent: AbortSignal): Promise<void> {
  const { signal, end } = limit(ms, parent)
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
  end()
}

const isRead = (method: string) => /^(GET|HEAD|OPTIONS|TRACE)$/.test(method)
export const discard = (response: Response) => response.body?.cancel().catch(() => {})

/** Follows redirects itself, because `fetch` would carry custom credentials to another origin. */
async function exchange(client: Client, request: PreparedRequest, headers: Headers, signal: AbortSignal) {
  let url = request.url
  let sent = headers
  const { method, body } = request
  for (let hops = 0; ; hops++) {
    // A plain record: a `fetch` of another realm or library may not know our Headers, and a wrapper may spread them.
    const init = { method, headers: Object.fromEntries(sent), body, signal, redirect: 'manual', duplex: 'half' }
    const response = await client.fetch(url, init as RequestInit)
    const location = response.headers.get('location')
    const isRedirect = /^30[12378]$/.test(`${response.status}`) && location
    if (!isRedirect && response.type !== 'opaqueredirect') return response
    discard(response)
    const target = new URL(location ?? '', url)
    const stays = target.origin === new URL(url).origin
    if (!isRedirect || hops > 4 || !(isRead(method) || (stays && response.status > 303))) {
      throw new StockroomError({
        code: 'REDIRECT_REFUSED',
        message: `${method} ${url}: its redirect${location ? ` to ${target.origin}` : ''} is not followed`,
        status: response.status,
      })
    }
    if (!stays) sent = mergeHeaders({ accept: `${headers.get('accept')}` })
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

async function credentials(client: Client, refused?: Record<string, string>): Promise<Record<string, string>> {
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
    throw new StockroomError({ code: 'AUTH_FAILED', message: 'the auth function failed', cause })
  }
}

const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-')

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
  const span = client.tracer?.startSpan(traits.id, { attributes: { 'http.request.method': method } })
  const context = span?.spanContext?.()
  const headers = mergeHeaders(
    {
      'idempotency-key': traits.idempotent ? (options.idempotencyKey ?? newKey()) : undefined,
      traceparent: context && `00-${context.traceId}-${context.spanId}-0${context.traceFlags & 1}`,
    },
    request.headers,
  )
  const whole = limit(timeout, options.signal)
  const canResend = !(request.body instanceof ReadableStream)
  const canRepeat = canResend && (isRead(method) || traits.idempotent || traits.repeatable)
  const auth = !traits.open && client.auth
  let renewed = false
  let attempt = 0

  const once = async (signal: AbortSignal): Promise<T> => {
    const send = (proof: Record<string, string>) => exchange(client, request, mergeHeaders(proof, headers), signal)
    const proof = auth ? await credentials(client) : {}
    attempt++
    let response = await send(proof)
    if (response.status === 401 && auth && canResend && !renewed) {
      renewed = true
      const given = JSON.stringify(proof)
      const next = await credentials(client, proof)
      if (JSON.stringify(next) !== given) {
        discard(response)
        response = await send(next)
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
        const isLate = part.signal.aborted
        error = StockroomError.is(thrown)
          ? thrown
          : new StockroomError({
              code: isLate ? 'TIMEOUT' : 'CONNECTION_FAILED',
              message: `${traits.id}: ${isLate ? `no answer in ${retry.attemptTimeout} ms` : 'connection failed'}`,
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
      await pause(wait, whole.signal)
    }
  } catch (thrown) {
    const aborted = options.signal?.aborted
    const error = whole.signal.aborted
      ? new StockroomError({
          code: aborted ? 'ABORTED' : 'TIMEOUT',
          message: `${traits.id}: ${aborted ? 'aborted by the caller' : `no answer in ${timeout} ms`}`,
          retryable: !aborted,
          cause: options.signal?.reason ?? thrown,
        })
      : (thrown as StockroomError)
    error.attempts = attempt
    span?.recordException(error)
    throw error
  } finally {
    whole.end()
    span?.end()
  }
}
