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

/**
 * Works until `ms` are over or the caller aborts; rejects then, whatever the work does about its signal.
 * @throws StockroomError TIMEOUT, ABORTED
 */
function within<T>(
  id: string,
  ms: number,
  parent: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  let stop = () => {}
  let timer: ReturnType<typeof setTimeout>
  return new Promise<T>((resolve, reject) => {
    stop = () => {
      const aborted = parent?.aborted
      reject(
        new StockroomError({
          code: aborted ? 'ABORTED' : 'TIMEOUT',
          message: `${id}: ${aborted ? 'aborted by the caller' : `no answer in ${ms} ms`}`,
          retryable: !aborted,
          cause: parent?.reason,
        }),
      )
      controller.abort()
    }
    timer = setTimeout(stop, ms)
    parent?.addEventListener('abort', stop)
    if (parent?.aborted) stop()
    else work(controller.signal).then(resolve, reject)
  }).finally(() => {
    clearTimeout(timer)
    parent?.removeEventListener('abort', stop)
  })
}

const isRead = (method: string) => /^(GET|HEAD|OPTIONS|TRACE)$/.test(method)
export const discard = (response: Response) => response.body?.cancel().catch(() => {})

/** Follows redirects itself, because `fetch` would carry custom credentials to another origin. */
async function exchange(client: Client, request: PreparedRequest, headers: Headers, signal: AbortSignal) {
  const { method, body } = request
  let { url } = request
  let sent = headers
  for (let hops = 5; ; hops--) {
    // A plain record: a `fetch` of another realm or library may not know our Headers, and a wrapper may spread them.
    const init = { method, headers: Object.fromEntries(sent), body, signal, redirect: 'manual', duplex: 'half' }
    const response = await client.fetch(url, init as RequestInit)
    const { status } = response
    const location = response.headers.get('location')
    const isRedirect = /^30[12378]$/.test(`${status}`) && location
    if (!isRedirect && response.type !== 'opaqueredirect') return response
    discard(response)
    const target = new URL(location ?? '', url)
    const stays = target.origin === new URL(url).origin
    if (!isRedirect || !hops || !(isRead(method) || (stays && status > 303))) {
      throw new StockroomError({
        code: 'REDIRECT_REFUSED',
        message: `${method} ${url}: its redirect${location ? ` to ${target.origin}` : ''} is not followed`,
        status,
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

/** What says who is calling. @param refused what was answered with 401 */
async function credentials(client: Client, refused?: Record<string, string>): Promise<Record<string, string>> {
  const tokenRequest = { id: 'token', repeatable: true, open: true }
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
  const { id } = traits
  const retry = mergeRetry(client.retry, options.retry)
  const timeout = options.timeout ?? client.timeout
  const deadline = Date.now() + timeout
  const span = client.tracer?.startSpan(id, { attributes: { 'http.request.method': method } })
  const context = span?.spanContext?.()
  const headers = mergeHeaders(
    {
      'idempotency-key': traits.idempotent
        ? (options.idempotencyKey ?? crypto.getRandomValues(new Uint32Array(4)).join('-'))
        : undefined,
      traceparent: context && `00-${context.traceId}-${context.spanId}-0${context.traceFlags & 1}`,
    },
    request.headers,
  )
  const canResend = !(request.body instanceof ReadableStream)
  let renewed = false
  let attempt = 0

  const once = async (signal: AbortSignal): Promise<T> => {
    const prove = async (refused?: Record<string, string>) => (traits.open ? {} : credentials(client, refused))
    const send = (proof: Record<string, string>) => exchange(client, request, mergeHeaders(proof, headers), signal)
    const proof = await prove()
    attempt++
    let response = await send(proof)
    if (response.status === 401 && canResend && !renewed) {
      renewed = true
      const given = JSON.stringify(proof)
      const next = await prove(proof)
      if (JSON.stringify(next) !== given) {
        discard(response)
        response = await send(next)
      }
    }
    span?.setAttribute('http.response.status_code', response.status)
    notice(client, id, response.headers)
    return read(response)
  }

  try {
    return await within(id, timeout, options.signal, async (whole) => {
      for (;;) {
        try {
          return await within(id, retry.attemptTimeout, whole, once)
        } catch (cause) {
          const error = StockroomError.is(cause)
            ? cause
            : new StockroomError({
                code: 'CONNECTION_FAILED',
                message: `${id}: connection failed`,
                retryable: true,
                cause,
              })
          const wait = Math.min(
            error.retryAfter ?? Math.random() * Math.min(retry.maxDelay, retry.minDelay * 2 ** (attempt - 1)),
            retry.maxRetryAfter,
          )
          const mayRepeat =
            traits.idempotent || traits.repeatable || isRead(method) || error.headers?.get('x-should-retry') === 'true'
          const isLast = attempt >= retry.attempts || Date.now() + wait > deadline || whole.aborted
          if (!error.retryable || !canResend || !mayRepeat || isLast) throw error
          client.logger?.debug(`${id}: retry`, { attempt, wait, code: error.code, status: error.status })
          await within(id, wait, whole, () => new Promise(() => {})).catch(() => {})
        }
      }
    })
  } catch (thrown) {
    const error = thrown as StockroomError
    error.attempts = attempt
    span?.recordException(error)
    throw error
  } finally {
    span?.end()
  }
}
