import { serverUrl } from '../../openapi/model/servers.ts'
import type { Api, Operation } from '../api/api.ts'
import { isIdentifier, propertyName, quote } from '../naming.ts'
import { docComment } from './docs.ts'
import { type Argument, inputsOf } from './inputs.ts'
import type { Models } from './models.ts'
import type { TypeNames } from './names.ts'
import { itemType, mayBeUnchanged, type Outputs, outputsOf } from './outputs.ts'
import { brief, reference } from './reference.ts'
import { union } from './schema.ts'
import { pure } from './writing.ts'

export interface OperationText {
  operation: Operation
  /** The name of the exported function. */
  name: string
  /** Types and function, for the resource's module. */
  text: string
  /** The member of the resource's interface, whose call signatures lack the client argument. */
  member: string
  args: readonly Argument[]
  /** The type of the data of a success. */
  data: string
  /** The type of an item, where it is a list. */
  item: string | undefined
  /** The name of the union that `safe` gives. */
  result: string
  /** The names of the types that its module declares for it. */
  types: readonly string[]
}

interface SdkContext {
  name: string
  names: TypeNames
  models: Models
  imports: Set<string>
  /** Whether the contract names the codes of its problems. */
  hasCodes: boolean
  /** What the client is called in examples: `stockroom`. */
  client: string
}

const argumentText = ({ name, type, required }: Argument) => `${name}${required ? '' : '?'}: ${type}`

/** The text of one operation: its types, its function, and its member of the resource's interface. */
export function operationText(operation: Operation, api: Api, given: SdkContext): OperationText {
  const { name, names, models, imports, hasCodes } = given
  const { resource, verb } = operation.sdk
  const request = models.scope('request', imports)
  const response = models.scope('response', imports)
  const inputs = inputsOf(operation, ownServer(operation), (suffix) => names(`${operation.id}${suffix}`), request)
  const outputs = outputsOf(operation, api, response, hasCodes)
  const item = itemType(operation, api.schemas, response)
  const isInline = outputs.data.startsWith('{\n')
  const data = isInline ? names(`${operation.id}Data`) : outputs.data
  const declarations = [...inputs.declarations]
  if (isInline) declarations.push(`export type ${data} = ${outputs.data}\n`)
  const result = names(`${operation.id}Result`)
  declarations.push(
    `export type ${result} =\n${outputs.results.map((each) => `  | ${isInline ? each.replace(outputs.data, data) : each}\n`).join('')}`,
  )
  const called = (type: string) => (item === undefined ? `Promise<${type}>` : `List<${item}, ${type}>`)
  const answered = (type: string) => `Promise<Answer<${type}>>`
  const callable = (first: Argument[], callee: string, indent: string) => {
    const by = { callee, first: first.map((argument) => argument.name) }
    const [doc, safeDoc] = [false, true].map((isSafe) =>
      docComment(reference(operation, api, inputs.args, { ...by, isSafe }), `${indent}  `),
    ) as [string, string]
    const short = docComment(brief(operation), `${indent}  `)
    const args = [...first, ...inputs.args]
    const signatures = (docs: string, method: string, answer: (type: string) => string) =>
      callsOf(operation, args, data, answer).map((each) => `${docs}${indent}  ${method}${each}\n`)
    const safe = `${safeDoc}${indent}  safe(${args.map(argumentText).join(', ')}): Promise<${result}>\n`
    const all = [...signatures(doc, '', called), safe, ...signatures(short, 'withResponse', answered)]
    return `{\n${all.join('')}${indent}}`
  }
  const maker = item === undefined ? '$operation' : '$list'
  const page =
    item === undefined ? '' : [`, ${quote(operation.pagination?.items ?? '')}`, ...mostOf(operation)].join(', ')
  const places = placesOf(api, operation)
  const keyed = places.length > 0 ? `${pure} $keyed({ ${places.join(', ')} }, ` : ''
  const client = { name: 'client', type: 'Client', required: true }
  const text = `${declarations.join('\n')}
${docComment(brief(operation))}export const ${name}: ${callable([client], name, '')} = ${keyed}${pure} ${maker}({
${descriptor(operation, inputs.descriptor, outputs)}}${page})${keyed && ')'}
`
  const path = [given.client, ...[resource, verb].map((each) => (isIdentifier(each) ? `.${each}` : `[${quote(each)}]`))]
  const bound = callable([], path.join(''), '  ')
  const types = declarations.flatMap((each) => /^export (?:interface|type) ([\p{L}\p{N}_$]+)/u.exec(each)?.[1] ?? [])
  const member = `${docComment(brief(operation), '  ')}  ${propertyName(verb)}: ${bound}\n`
  return { operation, name, text, member, args: inputs.args, data, item, result, types }
}

/** The call signatures: one, or two where the answer may be 304 for those who send `If-None-Match`. */
function callsOf(operation: Operation, args: Argument[], data: string, answer: (type: string) => string): string[] {
  const all = args.map(argumentText)
  const others = all.slice(0, -1)
  const options = args.at(-1)
  if (!mayBeUnchanged(operation) || options === undefined) return [`(${all.join(', ')}): ${answer(data)}`]
  const without = argumentText({ ...options, type: `${options.type} & { ifNoneMatch?: undefined }` })
  return [
    `(${[...others, without].join(', ')}): ${answer(data)}`,
    `(${all.join(', ')}): ${answer(union([data, 'undefined']))}`,
  ]
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
