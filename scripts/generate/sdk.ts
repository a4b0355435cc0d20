import type { Api, Operation } from './api/api.ts'
import { cli, cliEntry } from './cli.ts'
import { camel, isIdentifier, pascal, words } from './naming.ts'
import { clientModule, type Resource, resourceInterface } from './sdk/client.ts'
import { examplesModule } from './sdk/examples.ts'
import { withImports } from './sdk/imports.ts'
import { models } from './sdk/models.ts'
import { allocator, typeAllocator } from './sdk/names.ts'
import { operationText } from './sdk/operation.ts'
import { everyCode } from './sdk/outputs.ts'
import { queryModule } from './sdk/query.ts'
import { runtimeFile, runtimeFiles } from './sdk/runtime.ts'
import { webhookModule } from './sdk/webhooks.ts'
import { zodModule } from './sdk/zod.ts'

/**
 * The generated part of the SDK: a module of types and functions for each resource, and the client that combines them.
 * `runtime` is the path of the hand-written part (`..` in our own package). Without it a copy of that part is added, so
 * that the folder compiles alone. `hasCli`: the tables of the command-line client too.
 */
export async function sdk(
  api: Api,
  banner: string,
  { runtime, hasCli = runtime === undefined }: { runtime?: string; hasCli?: boolean } = {},
): Promise<Record<string, string>> {
  const from = runtime ?? './runtime'
  const { product, typeName, productType, typed } = typesOf(api)
  const functionName = allocator()
  const fileName = allocator(['client', 'schemas', 'webhooks', 'examples', 'query', 'zod', 'runtime', 'cli'])
  const prefix = words(product).join('_').toUpperCase()
  const names = { type: productType, create: functionName(`create${product.replace(/^_/, '')}`), prefix }
  const every = everyCode(api)
  const resources: Resource[] = []
  const files: Record<string, string> = {}
  for (const [name, operations] of byResource(api.operations)) {
    const imports = new Set<string>()
    const resource = {
      name,
      file: fileName(words(name).join('-') || 'api'),
      type: typeName(`${name}Resource`),
      operations: operations.map((operation) =>
        operationText(operation, api, {
          name: functionName(identifier(operation.id)),
          names: typeName,
          models: typed,
          imports,
          hasCodes: every !== undefined,
          client: camel(product) || 'api',
        }),
      ),
    }
    const text = [...resource.operations.map((each) => each.text), resourceInterface(resource)].join('\n')
    files[`${resource.file}.ts`] = withImports(text, from, imports)
    resources.push(resource)
  }
  files['schemas.ts'] = [
    typed.text,
    every && `/** Every code that the contract names. */\nexport type ${typeName('ErrorCode')} = ${every}\n`,
  ]
    .filter(Boolean)
    .join('\n')
  if (resources.length > 0) files['client.ts'] = clientModule(api, resources, names, from)
  const read = new Set<string>(typed.names)
  if (resources.length > 0) files['query.ts'] = withImports(queryModule(resources, keyRoot(api)), from, read)
  const events = new Set<string>()
  files['webhooks.ts'] = withImports(webhookModule(api, typed, events, from), from, events)
  if (runtime !== undefined) {
    const used = new Set<string>()
    files['zod.ts'] = zodModule(api, typed, from)
    files['examples.ts'] = withImports(examplesModule(api, typed, used), from, used)
  }
  if (hasCli && resources.length > 0)
    Object.assign(files, cli(api, resources, { name: words(product).join('-'), prefix, from }))
  if (runtime === undefined && resources.length > 0) files['cli.ts'] = cliEntry
  const generated = Object.entries(files).map(([file, text]) => [file, `${banner}\n\n${text}`])
  return { ...Object.fromEntries(generated), ...(runtime === undefined ? await runtimeFiles(agentOf(api)) : {}) }
}

/** `<name>-sdk/<version>`, of the characters that a product may have (RFC 9110, sections 5.6.2 and 10.1.5). */
const agentOf = ({ title, version }: Api): string =>
  `${words(title).join('-') || 'api'}-sdk/${version.replaceAll(/[^\w.+-]/g, '') || '0'}`.replaceAll(/[^\w.+/-]/g, '')

/** The first element of every key in a query cache, which other APIs use too. */
const keyRoot = ({ title, version }: Api): string => [...words(title), `v${version.split('.')[0]}`].join('-')

/** The names and texts of all types, the same for every file that uses them. */
function typesOf(api: Api) {
  const typeName = typeAllocator()
  const product = pascal(
    words(api.title)
      .filter((word) => word !== 'api')
      .join('-'),
  ).replace(/^_?$/, 'Api')
  const productType = typeName(product)
  return { product, typeName, productType, typed: models(api, typeName) }
}

/** `zod.ts` beside the SDK of another document: a program that imports it needs Zod 4. */
export async function zodFiles(api: Api, banner: string): Promise<Record<string, string>> {
  return {
    'zod.ts': `${banner}\n\n${zodModule(api, typesOf(api).typed, './runtime')}`,
    'runtime/zod.ts': await runtimeFile('zod'),
  }
}

const identifier = (id: string): string => {
  const name = isIdentifier(id) ? id : camel(id)
  return isIdentifier(name) ? name : `_${name}`
}

function byResource(operations: Operation[]): Map<string, Operation[]> {
  const found = new Map<string, Operation[]>()
  for (const operation of operations)
    found.set(operation.sdk.resource, [...(found.get(operation.sdk.resource) ?? []), operation])
  return found
}
