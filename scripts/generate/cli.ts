import { posix } from 'node:path'
import { isJsonObject } from '../openapi/grammar.ts'
import type { Api } from './api/api.ts'
import { commandOf } from './cli/command.ts'
import { flagName } from './cli/flags.ts'
import { baseUrlOf, loginText } from './cli/login.ts'
import { distinct, quote } from './naming.ts'
import { clientFacts, type Resource } from './sdk/client.ts'

/** What the client itself calls so. A resource of such a name gets a number. */
const builtIn = ['login', 'logout', 'whoami', 'completion', 'help']

/**
 * The command-line client: a table of the commands of each resource, loaded when one is called, and an index of them.
 * @param from where the hand-written part of the SDK is, seen from the SDK's folder
 */
export function cli(
  api: Api,
  resources: Resource[],
  { name, prefix, from }: { name: string; prefix: string; from: string },
): Record<string, string> {
  const types = posix.join('..', from, 'cli/program.ts')
  const files: Record<string, string> = {}
  const named = distinct([...builtIn, ...resources.map((each) => flagName(each.name))]).slice(builtIn.length)
  const rows = resources.map((resource, index) => {
    const word = named[index] as string
    const verbs = distinct(resource.operations.map(({ operation }) => flagName(operation.sdk.verb)))
    const functions = resource.operations.map((each) => each.name)
    const commands = resource.operations.map(({ operation, name: call, item }, at) => {
      const facts = commandOf(operation, api, `${name} ${word} ${verbs[at]}`, item !== undefined)
      return `  ${JSON.stringify(verbs[at])}: {\n    call: ${call},\n${membersText(facts)}  },\n`
    })
    files[`cli/${resource.file}.ts`] = `import type { Command } from '${types}'
import { ${functions.join(', ')} } from '../${resource.file}.ts'

export const commands: Record<string, Command> = {
${commands.join('')}}
`
    const summaries = resource.operations.map(({ operation }, at) => [verbs[at], operation.summary ?? operation.path])
    const facts = JSON.stringify({ summary: tagText(api, resource), verbs: Object.fromEntries(summaries) }).slice(1, -1)
    return `    ${JSON.stringify(word)}: { ${facts}, load: () => import('./${resource.file}.ts') },\n`
  })
  const { versions } = clientFacts(api)
  const baseUrl = baseUrlOf(api)
  files['cli/index.ts'] = `import type { Program } from '${types}'

export const program: Program = {
  name: ${quote(name)},
  title: ${quote(api.title)},
  version: ${quote(api.version)},
  prefix: ${quote(prefix)},
${versions ? `  versions: ${versions},\n` : ''}${baseUrl ? `  baseUrl: ${quote(baseUrl)},\n` : ''}  login: ${loginText(api)},
  remedies: () => import('./remedies.ts'),
  resources: {
${rows.join('')}  },
}
`
  const remedies = Object.entries(api.problems).map(([code, { description, title }]) => [code, description ?? title])
  files['cli/remedies.ts'] = `/** What to do about each problem code. */
export const remedies: Record<string, string> = ${JSON.stringify(Object.fromEntries(remedies), null, 2)}
`
  return files
}

/** A line for each member, and one for each flag, so that a change of the contract is a change of few lines. */
function membersText(facts: object): string {
  const lines = Object.entries(facts).flatMap(([name, value]) => {
    if (value === undefined) return []
    const isLong = Array.isArray(value) && Object(value[0]) === value[0] && !Array.isArray(value[0])
    const items = isLong ? value.map((item) => `      ${JSON.stringify(item)},\n`).join('') : ''
    return `    ${name}: ${isLong ? `[\n${items}    ]` : JSON.stringify(value)},\n`
  })
  return lines.join('')
}

/** The module that runs the client of a document that is not our own. */
export const cliEntry = `import { main } from './runtime/cli/main.ts'
import { program } from './cli/index.ts'

await main(program)
`

/** What the document says of the tag of a resource. */
function tagText({ document }: Api, { operations: [first] }: Resource): string | undefined {
  const tags = (Array.isArray(document.tags) ? document.tags : []).filter(isJsonObject)
  const text = tags.find(({ name }) => name === first?.operation.tags[0])?.description
  return typeof text === 'string'
    ? text
        .trim()
        .split(/\n\s*\n/)[0]
        ?.replaceAll(/\s+/g, ' ')
    : undefined
}
