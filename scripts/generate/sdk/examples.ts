import { mayBeJson } from '../../openapi/media-type.ts'
import type { Response } from '../../openapi/model/exchange.ts'
import type { Api, Operation } from '../api/api.ts'
import { propertyName, quote } from '../naming.ts'
import type { Models } from './models.ts'
import { typeOf, union } from './schema.ts'

/**
 * `examples.ts`: the responses of the in-memory server of the `testing` entry, and the types for a test's own
 * responses.
 */
export function examplesModule(api: Api, models: Models, imports: Set<string>): string {
  const scope = models.scope('response', imports)
  const concrete = ({ status }: Response) => /^\d{3}$/.test(status)
  const answers = api.operations.map((operation) => {
    const variants = operation.responses.filter(concrete).map(({ status, content }) => {
      const body = union(
        content.map((media) => (mayBeJson(media.mediaType) ? typeOf(media.schema.value, scope, '  ') : 'string')),
      )
      const names = content[0]?.examples.map(({ name }) => quote(name)) ?? []
      const members = [
        `status: ${status}`,
        ...(names.length > 0 ? [`example?: ${names.join(' | ')}`] : []),
        ...(content.length > 0 ? [`body?: ${body}`] : []),
        'headers?: Record<string, string>',
      ]
      return `    | { ${members.join('; ')} }\n`
    })
    return `  ${propertyName(operation.id)}:\n${variants.join('') || '    never\n'}`
  })
  return `/** What a test may answer, by operation: an example of the contract, whole or with another body. */
export interface TestAnswers {
${answers.join('')}}

export interface ExampleOperation {
  method: string
  path: string
  open: boolean
  idempotent: boolean
  /** The list's member, where the answer is a page that \`cursor\` continues. */
  items?: string
  /** The media types of the request body. */
  accepts: string[]
  /** By status: the media type and the examples by name. The first status is the usual answer. */
  answers: [status: number, mediaType: string, examples: Record<string, unknown>][]
}

export const examples: Record<keyof TestAnswers, ExampleOperation> = {
${api.operations.map(exampleText).join('')}}
`
}

function exampleText(operation: Operation): string {
  const { id, method, path, body, responses, security, idempotent, pagination } = operation
  const answers = responses
    .filter(({ status }) => /^\d{3}$/.test(status))
    .map(({ status, content: [media] }) => {
      const named = Object.fromEntries((media?.examples ?? []).map(({ name, value }) => [name, value]))
      return `      [${status}, ${quote(media?.mediaType ?? '')}, ${JSON.stringify(named)}],\n`
    })
  const members = [
    `method: ${quote(method.toUpperCase())}`,
    `path: ${quote(path)}`,
    `open: ${security.length === 0}`,
    `idempotent: ${idempotent}`,
    ...(pagination?.style === 'cursor' ? [`items: ${quote(pagination.items)}`] : []),
    `accepts: ${JSON.stringify((body?.content ?? []).map(({ mediaType }) => mediaType))}`,
    `answers: [\n${answers.join('')}    ]`,
  ]
  return `  ${propertyName(id)}: {\n${members.map((member) => `    ${member},\n`).join('')}  },\n`
}
