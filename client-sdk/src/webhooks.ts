import { invalidArgument, StockroomError } from './error.ts'

/** What every event has (Standard Webhooks, "Payload structure"). */
export interface WebhookPayload {
  type: string
  timestamp?: string
  data?: unknown
}

export interface WebhookOptions {
  /** Seconds by which the sender's clock and ours may differ, and a delivery may be late. 300 when absent. */
  tolerance?: number | undefined
  /** Milliseconds since the epoch, for tests. */
  now?: number | undefined
}

/** The body as it came, such as `await request.text()`, `await request.arrayBuffer()` or the `Buffer` of `express.raw()`. */
export type WebhookBody = string | Uint8Array | ArrayBuffer

/** `Headers`, Node's `req.headers` or `req.rawHeaders`, a `Map`, pairs, or any record. */
export type WebhookHeaders =
  | Headers
  | Iterable<readonly [string, string | readonly string[] | undefined]>
  | readonly string[]
  | Record<string, string | readonly string[] | undefined>

/** The codes of `verifyWebhook`. */
export type WebhookCode =
  | 'WEBHOOK_HEADER_MISSING'
  | 'WEBHOOK_TIMESTAMP_INVALID'
  | 'WEBHOOK_SIGNATURE_INVALID'
  | 'WEBHOOK_PAYLOAD_INVALID'
  | 'WEBHOOK_SECRET_INVALID'

const fail = (code: string, message: string, cause?: unknown) =>
  new StockroomError({ code: `WEBHOOK_${code}`, message, cause })

/** The name of a value's class: the value itself may be a secret. */
const kindOf = (value: unknown) => (value == null ? `${value}` : Object(value).constructor?.name)

function entriesOf(headers: WebhookHeaders): [name: string, value: unknown][] {
  if (Object(headers) !== headers)
    throw invalidArgument('the headers of a webhook are an object, such as request.headers')
  if (!(Symbol.iterator in headers)) return Object.entries(headers)
  const list: unknown[] = [...headers]
  return typeof list[0] === 'string'
    ? list.flatMap((name, index) => (index % 2 ? [] : [[String(name), list[index + 1]]]))
    : (list as [string, unknown][])
}

function header(entries: [string, unknown][], name: string): string {
  const values = entries.filter(([key]) => key.toLowerCase() === name).flatMap(([, value]) => value ?? [])
  if (!values.join('')) throw fail('HEADER_MISSING', `the header ${name} is missing`)
  return values.join(' ')
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

function importKey(secret: string): Promise<CryptoKey> {
  if (typeof secret !== 'string' || !secret)
    throw invalidArgument(`a webhook secret is a text that is not empty, not ${secret === '' ? '""' : kindOf(secret)}`)
  const key = decode(secret.replace(/^whsec_/, ''))
  if (!key?.length) throw fail('SECRET_INVALID', 'a webhook secret is base64, with or without "whsec_" before it')
  return crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

async function importKeys(secrets: string | readonly string[]): Promise<CryptoKey[]> {
  const list = Array.isArray(secrets) ? (secrets as string[]) : [secrets as string]
  if (list.length === 0) throw invalidArgument('the list of webhook secrets is empty')
  return Promise.all(list.map(async (secret) => importKey(secret)))
}

function bytesOf(body: WebhookBody): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  // By its tag, not by instanceof: test runners have realms of their own.
  if (Object.prototype.toString.call(body) === '[object ArrayBuffer]') return new Uint8Array(body)
  throw invalidArgument(
    `the body of a webhook is signed as it came, and this is ${kindOf(body)}: give the raw body, which express.raw(), await request.text() or await request.arrayBuffer() have`,
  )
}

function secondsOf(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value
  throw invalidArgument(`"${name}" is a number from 0, not ${typeof value === 'number' ? value : kindOf(value)}`)
}

function signedContent(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`)
  const content = new Uint8Array(head.length + body.length)
  content.set(head)
  content.set(body, head.length)
  return content
}

/**
 * Verifies a delivery (Standard Webhooks: HMAC-SHA256 over `id.timestamp.payload`) and gives its event.
 * @param payload the body as it came, not parsed and written again
 * @param secrets the endpoint's secret, or several while one replaces another
 * @throws StockroomError `ARGUMENT_INVALID` for a body that was parsed, no secret or no tolerance; of the delivery
 *   `WEBHOOK_HEADER_MISSING`, `WEBHOOK_TIMESTAMP_INVALID`, `WEBHOOK_SIGNATURE_INVALID` or `WEBHOOK_PAYLOAD_INVALID`;
 *   `WEBHOOK_SECRET_INVALID` for a secret that is no base64
 */
export async function verifyWebhook<Event = WebhookPayload>(
  payload: WebhookBody,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  options: WebhookOptions = {},
): Promise<Event> {
  const keys = await importKeys(secrets)
  const tolerance = secondsOf('tolerance', options.tolerance ?? 300)
  const now = secondsOf('now', options.now ?? Date.now())
  const body = bytesOf(payload)
  const entries = entriesOf(headers)
  const id = header(entries, 'webhook-id')
  const timestamp = header(entries, 'webhook-timestamp')
  const given = header(entries, 'webhook-signature')
  const age = Math.abs(now / 1000 - Number(timestamp))
  if (!/^\d{1,15}$/.test(timestamp) || age > tolerance) {
    throw fail('TIMESTAMP_INVALID', `the webhook's timestamp is too far from now: ${timestamp}`)
  }
  const content = signedContent(id, timestamp, body)
  // Some servers join header lines of one name by commas.
  const signatures = [...given.matchAll(/(?:^|[\s,])v1,([^\s,]+)/g)].flatMap(([, base64 = '']) => decode(base64) ?? [])
  let isGenuine = false
  for (const key of keys) {
    // subtle.verify compares in constant time.
    for (const signature of signatures)
      isGenuine = (await crypto.subtle.verify('HMAC', key, signature, content)) || isGenuine
  }
  if (!isGenuine) throw fail('SIGNATURE_INVALID', 'no signature of the webhook is from one of the secrets')
  try {
    return JSON.parse(new TextDecoder().decode(body)) as Event
  } catch (cause) {
    throw fail('PAYLOAD_INVALID', 'the webhook is no JSON', cause)
  }
}

/** The headers of a delivery, as the API would send it: for tests, and for proxies that sign anew. */
export async function signWebhook(
  payload: WebhookBody,
  secret: string,
  {
    id = `msg_${crypto.randomUUID()}`,
    timestamp = Math.floor(Date.now() / 1000),
  }: { id?: string | undefined; timestamp?: number | undefined } = {},
): Promise<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const key = await importKey(secret)
  const content = signedContent(id, `${secondsOf('timestamp', timestamp)}`, bytesOf(payload))
  const signature = await crypto.subtle.sign('HMAC', key, content)
  const base64 = btoa(String.fromCharCode(...new Uint8Array(signature)))
  return { 'webhook-id': id, 'webhook-timestamp': `${timestamp}`, 'webhook-signature': `v1,${base64}` }
}
