import { StockroomError } from './error.ts'

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

/** `Headers`, or the record that Node and most frameworks have. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>

const fail = (code: string, message: string, cause?: unknown) =>
  new StockroomError({ code: `WEBHOOK_${code}`, message, cause })

function header(headers: WebhookHeaders, name: string): string {
  const record = headers as Record<string, string | string[] | undefined>
  const found =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(record).find(([key]) => key.toLowerCase() === name)?.[1]
  const value = Array.isArray(found) ? found.join(' ') : found
  if (!value) throw fail('HEADER_MISSING', `the header ${name} is missing`)
  return value
}

function bytes(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

async function importKey(secret: string): Promise<CryptoKey> {
  const key = bytes(secret.replace(/^whsec_/, ''))
  if (!key?.length) throw fail('SECRET_INVALID', 'a webhook secret is base64, with or without "whsec_" before it')
  return crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

function signedContent(id: string, timestamp: string, payload: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`)
  const body = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload
  const content = new Uint8Array(head.length + body.length)
  content.set(head)
  content.set(body, head.length)
  return content
}

/**
 * Verifies a delivery (Standard Webhooks: HMAC-SHA256 over `id.timestamp.payload`) and gives its event.
 * @param payload the body as it came, not parsed and written again
 * @param secrets the endpoint's secret, or several while one replaces another
 * @throws StockroomError `WEBHOOK_HEADER_MISSING`, `WEBHOOK_TIMESTAMP_INVALID`, `WEBHOOK_SIGNATURE_INVALID`,
 *   `WEBHOOK_PAYLOAD_INVALID` or `WEBHOOK_SECRET_INVALID`
 */
export async function verifyWebhook<Event = WebhookPayload>(
  payload: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  options: WebhookOptions = {},
): Promise<Event> {
  const [id, timestamp, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    header(headers, name),
  ) as [string, string, string]
  const age = Math.abs((options.now ?? Date.now()) / 1000 - Number(timestamp))
  if (!/^\d{1,15}$/.test(timestamp) || age > (options.tolerance ?? 300)) {
    throw fail('TIMESTAMP_INVALID', `the webhook's timestamp is too far from now: ${timestamp}`)
  }
  const content = signedContent(id, timestamp, payload)
  const signatures = given
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .flatMap((each) => bytes(each.slice(3)) ?? [])
  let isGenuine = false
  for (const secret of [secrets].flat() as string[]) {
    const key = await importKey(secret)
    // subtle.verify compares in constant time.
    for (const signature of signatures)
      isGenuine = (await crypto.subtle.verify('HMAC', key, signature, content)) || isGenuine
  }
  if (!isGenuine) throw fail('SIGNATURE_INVALID', 'no signature of the webhook is from one of the secrets')
  try {
    return JSON.parse(typeof payload === 'string' ? payload : new TextDecoder().decode(payload)) as Event
  } catch (cause) {
    throw fail('PAYLOAD_INVALID', 'the webhook is no JSON', cause)
  }
}

/** The headers of a delivery, as the API would send it: for tests, and for proxies that sign anew. */
export async function signWebhook(
  payload: string | Uint8Array,
  secret: string,
  {
    id = `msg_${crypto.randomUUID()}`,
    timestamp = Math.floor(Date.now() / 1000),
  }: { id?: string; timestamp?: number } = {},
): Promise<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const signature = await crypto.subtle.sign(
    'HMAC',
    await importKey(secret),
    signedContent(id, `${timestamp}`, payload),
  )
  const base64 = btoa(String.fromCharCode(...new Uint8Array(signature)))
  return { 'webhook-id': id, 'webhook-timestamp': `${timestamp}`, 'webhook-signature': `v1,${base64}` }
}
