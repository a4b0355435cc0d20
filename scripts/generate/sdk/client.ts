import type { Api } from '../api/api.ts'
import { propertyName, quote } from '../naming.ts'
import { docComment } from './docs.ts'
import type { OperationText } from './operation.ts'

export interface Resource {
  /** `stockroom.<name>`. */
  name: string
  file: string
  type: string
  operations: OperationText[]
}

/** The interface of a resource of the client, for the resource's module. */
export const resourceInterface = ({ type, operations }: Resource): string =>
  `export interface ${type} {\n${operations.map(({ member }) => member).join('')}}\n`

/** `client.ts`: the whole API as one object. */
export function clientModule(
  api: Api,
  resources: Resource[],
  names: { type: string; create: string; prefix: string },
  from: string,
): string {
  const imports = resources.map(({ file, type, operations }) => {
    const functions = operations.map(({ name }) => name).toSorted()
    return `import { ${functions.join(', ')}, type ${type} } from './${file}.ts'`
  })
  const bound = resources.map(({ name, operations }) => {
    const verbs = operations.map(({ operation, name: call }) => `      ${propertyName(operation.sdk.verb)}: ${call},\n`)
    return `    ${propertyName(name)}: $bind(client, {\n${verbs.join('')}    }),\n`
  })
  // A resource may have the name of a method, and wins.
  const hidden = resources.map(({ name }) => name).filter((name) => methods.has(name))
  const inherited = `$ClientMethods<${names.type}>`
  const base = hidden.length > 0 ? `Omit<${inherited}, ${hidden.map(quote).join(' | ')}>` : inherited
  return `import { bind as $bind } from '${from}/operation.ts'
import { type ClientMethods as $ClientMethods, type ClientOptions, createClient as $createClient } from '${from}/whole.ts'
${imports.join('\n')}

${docComment([`${api.title}, version ${api.version}.`])}export interface ${names.type} extends ${base} {
${resources.map(({ name, type }) => `  ${propertyName(name)}: ${type}\n`).join('')}}

/** A client of the whole API. A program that must be small imports the functions of the resources instead. */
export function ${names.create}(options: ClientOptions = {}): ${names.type} {
  return $createClient<${names.type}>(options, { ${factsText(api, names.prefix)} }, (client) => ({
${bound.join('')}  }))
}
`
}

/** What a client of any API has beside its resources. */
const methods = new Set(['client', 'use', 'withOptions', 'request'])

/** What the run time must know of the contract. */
interface ClientFacts {
  /** Where tokens for client credentials are. */
  tokenPath?: string
  /** The header of API keys. */
  keyHeader?: string
  /** What the base URL must not end in, as the text of a pattern: the paths hold the version. */
  versions?: string
}

export function clientFacts({ operations, securitySchemes }: Api): ClientFacts {
  const schemes = Object.values(securitySchemes).map((scheme) => Object(scheme))
  const tokenUrl = schemes.map(({ flows }) => flows?.clientCredentials?.tokenUrl).find(Boolean)
  const tokenPath = URL.parse(`${tokenUrl}`, 'http://relative')?.pathname
  const key = schemes.find(({ type, in: place }) => type === 'apiKey' && place === 'header')?.name
  return {
    // What RFC 8615 knows by name has no version.
    ...(operations.every(({ path }) => /^\/(v\d+|\.well-known)\//.test(path)) && { versions: '/\\/v\\d+\\/*$/' }),
    ...(tokenPath && operations.some(({ path }) => path === tokenPath) && { tokenPath }),
    ...(key && { keyHeader: String(key) }),
  }
}

function factsText(api: Api, prefix: string): string {
  const { versions, tokenPath, keyHeader } = clientFacts(api)
  return [
    `prefix: ${quote(prefix)}`,
    ...(versions ? [`versions: ${versions}`] : []),
    ...(tokenPath ? [`tokenPath: ${quote(tokenPath)}`] : []),
    ...(keyHeader ? [`keyHeader: ${quote(keyHeader)}`] : []),
  ].join(', ')
}
