import type { Api } from '../../lib/ir.ts'
import { docComment } from './docs.ts'
import type { Models } from './models.ts'
import { literal, typeOf } from './schema.ts'

/** `webhooks.ts`: the payload of each event that the API sends. */
export function webhookModule(api: Api, models: Models, imports: Set<string>): string {
  const scope = models.scope('response', imports)
  const members = api.webhooks.map(({ name, body, summary, description }) => {
    const type = body ? typeOf(body.schema, scope, '  ') : 'undefined'
    return `${docComment([summary, description], '  ')}  ${literal(name)}: ${type}\n`
  })
  return `/** Event name to payload. */
export interface WebhookEvents {
${members.join('')}}

export type WebhookEvent = WebhookEvents[keyof WebhookEvents]
`
}
