import { serverUrl } from '../../openapi/model/servers.ts'
import type { Api, Operation } from '../api/api.ts'
import { propertyName, quote } from '../naming.ts'
import { docComment } from './docs.ts'
import { type Argument, inputsOf } from './inputs.ts'
import type { Models } from './models.ts'
import type { TypeNames } from './names.ts'
import { itemType, type Outputs, outputsOf } from './outputs.ts'
import { pure } from './writing.ts'

export interface OperationText {
  operation: Operation
  /** The name of the exported function. */
  name: string
  /** Types and function, for the resource's module. */
  text: string
  /** The call signatures without the client argument, for the resource's interface. */
  signatures: string
  doc: string
}

const argumentText = ({ name, type, required }: Argument) => `${name}${required ? '' : '?'}: ${type}`

/** The text of one operation: its types, its function, and its signatures in the resource's interface. */
export function operationText(
  operation: Operation,
  api: Api,
  given: { name: string; names: TypeNames; models: Models; imports: Set<string> },
): OperationText {
  const { name, names, models, imports } = given
  const request = models.scope('request', imports)
  const response = models.scope('response', imports)
  const inputs = inputsOf(operation, ownServer(operation), (suffix) => names(`${operation.id}${suffix}`), request)
  const outputs = outputsOf(operation, api, response)
  const item = itemType(operation, api.schemas, response)
  const isInline = outputs.data.startsWith('{\n')
  const data = isInline ? names(`${operation.id}Data`) : outputs.data
  const declarations = [...inputs.declarations]
  if (isInline) declarations.push(`export type ${data} = ${outputs.data}\n`)
  const result = names(`${operation.id}Result`)
  declarations.push(
    `export type ${result} =\n${outputs.results.map((each) => `  | ${isInline ? each.replace(outputs.data, data) : each}\n`).join('')}`,
  )
  const called = item === undefined ? `Promise<${data}>` : `List<${item}, ${data}>`
  const answer = `Promise<Answer<${data}>>`
  const signatures = (first: string[], indent: string) => {
    const args = [...first, ...inputs.args.map(argumentText)].join(', ')
    return `{\n${indent}  (${args}): ${called}\n${indent}  safe(${args}): Promise<${result}>\n${indent}  withResponse(${args}): ${answer}\n${indent}}`
  }
  const doc = [operation.summary, operation.description, deprecation(operation)]
  const maker = item === undefined ? '$operation' : '$list'
  const page =
    item === undefined ? '' : [`, ${quote(operation.pagination?.items ?? '')}`, ...mostOf(operation)].join(', ')
  const places = placesOf(api, operation)
  const keyed = places.length > 0 ? `${pure} $keyed({ ${places.join(', ')} }, ` : ''
  const text = `${declarations.join('\n')}
${docComment(doc)}export const ${name}: ${signatures(['client: Client'], '')} = ${keyed}${pure} ${maker}({
${descriptor(operation, inputs.descriptor, outputs)}}${page})${keyed && ')'}
`
  return { operation, name, text, signatures: signatures([], '  '), doc: docComment(doc, '  ') }
}

function deprecation({ deprecated, sunset, successor }: Operation): string | undefined {
  if (!deprecated) return undefined
  return ['@deprecated', sunset && `It ends on ${sunset}.`, successor && `Use ${successor}.`].filter(Boolean).join(' ')
}

/** The first server of an operation or its path, where it overrides those of the document. */
const ownServer = ({ servers, serversAreGlobal }: Operation): string | undefined =>
  serversAreGlobal ? undefined : serverUrl(servers[0])

/** The largest `limit` that a list takes. */
function mostOf({ parameters }: Operation): string[] {
  const limit = parameters.find(({ in: place, name }) => place === 'query' && name === 'limit')
  const { maximum } = Object(limit?.schema.value)
  return typeof maximum === 'number' ? [`${maximum}`] : []
}

/** The API keys that are sent in the query or as a cookie, with their places. */
const placesOf = ({ securitySchemes }: Api, { security }: Operation): string[] =>
  [...new Set(security.flatMap((alternative) => Object.keys(alternative)))].flatMap((scheme) => {
    const { type, in: place, name } = securitySchemes[scheme] ?? {}
    return type === 'apiKey' && place !== 'header' ? [`${propertyName(String(name))}: ${quote(String(place))}`] : []
  })

function descriptor(operation: Operation, inputs: string[], { answers, mayBeScalar }: Outputs): string {
  const members = [
    `id: ${quote(operation.id)}`,
    ...(operation.method === 'get' ? [] : [`method: ${quote(operation.method.toUpperCase())}`]),
    ...inputs,
    ...successes(answers),
    ...(mayBeScalar ? ['shape: $anything'] : []),
    ...(operation.idempotent ? ['key: $key'] : []),
    ...(operation.security.length === 0 ? ['open: true'] : []),
  ]
  return members.map((member) => `  ${member},\n`).join('')
}

/** What reads the successes: most operations have one, with JSON or without content. */
function successes(answers: [status: string, types: string][]): string[] {
  const [[status, types] = ['200', ''], ...others] = answers
  const accept = [...new Set(answers.map(([, each]) => each).filter(Boolean))].join()
  const accepted = accept === 'application/json' ? [] : [`accept: ${quote(accept || '*/*')}`]
  if (others.length === 0 && (status === '204' ? types === '' : types === 'application/json' && /^\d+$/.test(status)))
    return [...(status === '200' ? [] : [`success: ${status}`]), ...accepted]
  const documented = answers.map(
    ([each, content]) => `${/^\d+$/.test(each) ? each : propertyName(each)}: ${quote(content)}`,
  )
  return [`reader: ${pure} $answers({ ${documented.join(', ')} })`, ...accepted]
}
