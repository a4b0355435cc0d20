import type { Api } from '../api/api.ts'
import { propertyName } from '../naming.ts'
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
  `export interface ${type} {\n${operations.map(({ operation, doc, signatures }) => `${doc}  ${propertyName(operation.sdk.verb)}: ${signatures}\n`).join('')}}\n`

/** `client.ts`: the whole API as one object. */
export function clientModule(
  api: Api,
  resources: Resource[],
  names: { type: string; create: string },
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
  // The paths hold the version, so the base URL must not. What RFC 8615 knows by name has none.
  const versions = api.operations.every(({ path }) => /^\/(v\d+|\.well-known)\//.test(path)) ? ', /\\/v\\d+\\/*$/' : ''
  return `import { type ClientOptions, connect as $connect } from '${from}/client.ts'
import { bind as $bind } from '${from}/operation.ts'
${imports.join('\n')}

${docComment([`${api.title}, version ${api.version}.`])}export interface ${names.type} {
${resources.map(({ name, type }) => `  ${propertyName(name)}: ${type}\n`).join('')}}

/** A client of the whole API. A program that must be small imports the functions of the resources instead. */
export function ${names.create}(options: ClientOptions): ${names.type} {
  const client = $connect(options${versions})
  return {
${bound.join('')}  }
}
`
}
