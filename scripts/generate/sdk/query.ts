import { isIdentifier, propertyName, quote } from '../naming.ts'
import type { Resource } from './client.ts'
import { docComment } from './docs.ts'
import type { Argument } from './inputs.ts'
import type { OperationText } from './operation.ts'
import { brief } from './reference.ts'

/** Types that a query's options cannot have: TanStack gives the signal, and an answer without data is no data. */
const ownOptions = ['signal', 'ifNoneMatch']

/**
 * `query.ts`: options for TanStack Query, one for each read, two for each list, one for each write.
 * @param root the first element of every key: the API and its version
 */
export function queryModule(resources: readonly Resource[], root: string): string {
  const imports = resources.map(({ file, operations }) => {
    const names = operations.flatMap(({ name, types }) => [name, ...types.map((type) => `type ${type}`)])
    return `import { ${[...new Set(names)].join(', ')} } from './${file}.ts'`
  })
  const keys = resources.map(({ name }) => `  ${propertyName(name)}: [${quote(root)}, ${quote(name)}],\n`)
  const texts = resources.flatMap(({ name, operations }) => operations.flatMap((each) => optionsOf(each, name)))
  return `${imports.join('\n')}

/** The start of every key of a resource, to invalidate all that is known of it: \`invalidateQueries({ queryKey: resourceKeys.orders })\`. */
export const resourceKeys = {
${keys.join('')}} as const

${texts.join('\n')}`
}

const argumentText = ({ name, type, required }: Argument) => `${name}${required ? '' : '?'}: ${type}`

function optionsOf(text: OperationText, resource: string): string[] {
  const { operation, name, args, data, result } = text
  const key = `[...resourceKeys${isIdentifier(resource) ? `.${resource}` : `[${quote(resource)}]`}, ${quote(operation.id)}]`
  const failure = `ErrorOf<${result}>`
  const doc = docComment(brief(operation))
  if (operation.method !== 'get') return [mutationText(text, key, doc, failure)]
  const [options, others] = [args.at(-1) as Argument, args.slice(0, -1)]
  const own = { ...options, type: `Omit<${options.type}, ${ownOptions.map(quote).join(' | ')}>` }
  const given = ['client: Client', ...[...others, own].map(argumentText)].join(', ')
  const passed = `${key}, ${name}, client, [${others.map((each) => each.name).join(', ')}], options`
  const single = `${doc}export const ${name}Options = (${given}): QueryOptions<${data}, ${failure}> =>\n  $queryOptions(${passed})\n`
  if (text.item === undefined) return [single]
  return [
    single,
    `${doc}export const ${name}InfiniteOptions = (${given}): InfiniteQueryOptions<${data}, ${failure}> =>\n  $infiniteQueryOptions(${passed})\n`,
  ]
}

function mutationText(
  { operation, name, args, data }: OperationText,
  key: string,
  doc: string,
  failure: string,
): string {
  const others = args.slice(0, -1).map(({ name }) => quote(name))
  const variables = `{ ${args.map(argumentText).join('; ')} }`
  const passed = [key, name, 'client', `[${others.join(', ')}]`, ...(operation.idempotent ? ['$key'] : [])]
  return `${doc}export const ${name}Mutation = (client: Client): MutationOptions<${data}, ${failure}, ${variables}> =>\n  $mutationOptions(${passed.join(', ')})\n`
}
