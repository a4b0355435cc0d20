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
  /** Where the answer is one page of a list: what the next is asked by, and how many items a page has unless asked. */
  pages?: { by: 'cursor' | 'page'; size: number }
  /** The media types of the request body. */
  accepts: string[]
  /** By status: the media type, the examples by name, and the headers that are always there. The first is the usual answer. */
  answers: [status: number, mediaType: string, examples: Record<string, unknown>, headers?: Record<string, string>][]
}

export const examples: Record<keyof TestAnswers, ExampleOperation> = {
${api.operations.map(exampleText).join('')}}
`
}

function exampleText(operation: Operation): string {
  const { id, method, path, body, responses, security, idempotent } = operation
  const answers = responses
    .filter(({ status }) => /^\d{3}$/.test(status))
    .map(({ status, content: [media], headers }) => {
      const named = Object.fromEntries((media?.examples ?? []).map(({ name, value }) => [name, value]))
      const always = headers.filter(({ required, node }) => required && node.value.example !== undefined)
      const texts = Object.fromEntries(always.map(({ name, node }) => [name, String(node.value.example)]))
      const members = [status, quote(media?.mediaType ?? ''), JSON.stringify(named)]
      if (always.length > 0) members.push(JSON.stringify(texts))
      return `      [${members.join(', ')}],\n`
    })
  const members = [
    `method: ${quote(method.toUpperCase())}`,
    `path: ${quote(path)}`,
    `open: ${security.length === 0}`,
    `idempotent: ${idempotent}`,
    ...pagesText(operation),
    `accepts: ${JSON.stringify((body?.content ?? []).map(({ mediaType }) => mediaType))}`,
    `answers: [\n${answers.join('')}    ]`,
  ]
  return `  ${propertyName(id)}: {\n${members.map((member) => `    ${member},\n`).join('')}  },\n`
}

function pagesText({ pagination, parameters }: Operation): string[] {
  if (!pagination) return []
  const most = parameters.find(({ name }) => /^(limit|per_page)$/.test(name))
  const { default: size } = Object(most?.schema.value)
  return typeof size === 'number' ? [`pages: { by: ${quote(pagination.style)}, size: ${size} }`] : []
}
