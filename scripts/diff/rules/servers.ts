import { canonical } from '../../json-schema/canonical-json.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Exchange } from '../../openapi/model/exchange.ts'
import type { Located } from '../../openapi/model/located.ts'
import type { Finding } from '../finding.ts'
import { plainPath, plainUrl } from '../match/url.ts'
import { about, type Compared } from './rule.ts'

/** The most combinations of variables that are compared one by one. */
const most = 64

const place = 'servers'

/** Servers that were added or removed, and changes of their variables. */
export function serverRules(matched: Compared): Finding[] {
  if (matched.base.kind !== 'operation') return []
  const [before, after] = [serversOf(matched.base), serversOf(matched.revision)]
  const known = (urls: string[], others: Served[]) =>
    urls.every((url) => others.some((other) => other.urls.some((wide) => covers(wide, url))))
  const left = before.some((one) => one.urls.some((url) => known([url], after)) || known([one.usual], after))
  const variables = before.flatMap((one) => {
    const other = after.find(({ template }) => template === one.template)
    return other === undefined ? [] : variablesOf(matched, one, other, known(one.urls, after))
  })
  const removed = before.filter(
    (one) => !known(one.urls, after) && !after.some(({ template }) => template === one.template),
  )
  const added = after.filter(
    (one) => !known(one.urls, before) && !before.some(({ template }) => template === one.template),
  )
  return [
    ...unique(removed).map(({ server, name }) =>
      about(matched, 'api-server-removed', {
        variant: left ? 'othersLeft' : undefined,
        base: server.pointer,
        revision: null,
        from: name,
        place,
      }),
    ),
    ...unique(added).map(({ server, name }) =>
      about(matched, 'api-server-added', { base: null, revision: server.pointer, to: name, place }),
    ),
    ...variables,
  ]
}

interface Served {
  server: Located<JsonObject>
  /** The URL with the defaults of its variables, for sentences. */
  name: string
  /**
   * The full URL of the operation, without names of variables and parameters, so that a prefix may move to the path.
   */
  template: string
  /** The URL for each combination of the variables' `enum` values; `{}` stands for any value. */
  urls: string[]
  /** The URL with the defaults. */
  usual: string
}

const anything = '{}'

function serversOf(exchange: Exchange): Served[] {
  // A slash at the end belongs to the path.
  const path = plainPath(exchange.template)
    .replaceAll(/\{[^}]*\}/g, anything)
    .replace(/(?<=.)\/$/, '')
  return exchange.servers.map((server) => {
    const url = typeof server.value.url === 'string' ? server.value.url : '/'
    const full = (filled: string) => plainUrl(filled).replace(/\/+$/, '') + path
    const names = [...url.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] as string)
    const choices = names.map((name) => valuesOf(server, name))
    const usual = fill(url, (name) => defaultOf(server, name) ?? anything)
    const isMany = choices.reduce((count, values) => count * (values?.length ?? 1), 1) > most
    const filled = isMany
      ? [fill(url, () => anything)]
      : product(choices).map((values) => fill(url, (_, at) => values[at] ?? anything))
    return {
      server,
      name: plainUrl(usual).replace(/(?<=.)\/+$/, '') || '/',
      template: full(fill(url, () => anything)),
      urls: filled.map(full),
      usual: full(usual),
    }
  })
}

function fill(url: string, value: (name: string, at: number) => string): string {
  let at = 0
  return url.replaceAll(/\{([^}]+)\}/g, (_, name: string) => value(name, at++))
}

function variableOf(server: Located<JsonObject>, name: string): JsonObject {
  const { variables } = server.value
  const variable = isJsonObject(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined
  return isJsonObject(variable) ? variable : {}
}

const valuesOf = (server: Located<JsonObject>, name: string): string[] | undefined => {
  const { enum: values } = variableOf(server, name)
  return Array.isArray(values) ? values.map(String) : undefined
}

const defaultOf = (server: Located<JsonObject>, name: string): string | undefined => {
  const { default: value } = variableOf(server, name)
  return value === undefined ? undefined : String(value)
}

const product = (choices: (string[] | undefined)[]): string[][] =>
  choices.reduce<string[][]>(
    (all, values) => all.flatMap((one) => (values ?? [anything]).map((value) => [...one, value])),
    [[]],
  )

/** True where the second URL equals the first, with any value for each `{}`. */
function covers(wide: string, url: string): boolean {
  const parts = wide.split(anything).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(url)
}

const unique = (servers: Served[]): Served[] => [...new Map(servers.map((one) => [one.template, one])).values()]

function variablesOf(matched: Compared, one: Served, other: Served, isKept: boolean): Finding[] {
  const [from, to] = [one.server.value.variables, other.server.value.variables]
  if (canonical(from) === canonical(to)) return []
  const moved = one.usual !== other.usual
  const isSame = !moved && canonical([...one.urls].sort()) === canonical([...other.urls].sort())
  if (isSame && one.server.value.url !== other.server.value.url) return []
  const found = { base: one.server.pointer, revision: other.server.pointer, from, to, place }
  const server = String(one.server.value.url)
  if (isSame)
    return [
      about(matched, 'documentation-changed', {
        variant: 'keywords',
        ...found,
        wordsOnly: true,
        words: { place: `server ${server}`, keywords: 'variables' },
      }),
    ]
  return [
    about(matched, 'api-server-variables-changed', {
      variant: moved ? 'defaultMoved' : isKept ? 'kept' : undefined,
      ...found,
      words: { server, before: one.name, now: other.name },
    }),
  ]
}
