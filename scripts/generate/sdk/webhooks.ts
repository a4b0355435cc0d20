import type { Api } from '../api/api.ts'
import { propertyName } from '../naming.ts'
import { docComment } from './docs.ts'
import type { Models } from './models.ts'
import { typeOf } from './schema.ts'

/** `webhooks.ts`: the payload of each event that the API sends, and the function that verifies a delivery. */
export function webhookModule(api: Api, models: Models, imports: Set<string>, from: string): string {
  const scope = models.scope('response', imports)
  const members = api.webhooks.map(({ name, body, summary, description }) => {
    const type = body ? typeOf(body.schema.value, scope, '  ') : 'WebhookPayload'
    return `${docComment([summary, description], '  ')}  ${propertyName(name)}: ${type}\n`
  })
  const event = members.length > 0 ? 'WebhookEvents[keyof WebhookEvents]' : 'WebhookPayload'
  return `import {
  signWebhook,
  verifyWebhook as $verifyWebhook,
  type WebhookBody,
  type WebhookHeaders,
  type WebhookOptions,
  type WebhookPayload,
} from '${from}/webhooks.ts'

export { signWebhook, type WebhookBody, type WebhookHeaders, type WebhookOptions, type WebhookPayload }

/** The payload of each event, by its name. */
export interface WebhookEvents {
${members.join('')}}

export type WebhookEvent = ${event}

/**
 * Verifies a delivery and returns its event.
 *
 * @param payload the body as it was received, not parsed and serialised again
 * @param secrets the endpoint's secret, or several while one replaces another
 */
export const verifyWebhook = $verifyWebhook<WebhookEvent>
`
}
