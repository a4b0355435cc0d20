import { text } from 'node:stream/consumers'
import { urlencoded } from '../bodies.ts'
import type { Client } from '../client.ts'
import { variable } from '../environment.ts'
import { operation } from '../operation.ts'
import { request } from '../undocumented.ts'
import { baseUrlOf, clientAt, identify, trimmed } from './connection.ts'
import { openSession } from './credentials.ts'
import { exit, UsageError } from './failure.ts'
import { common, optionsOf } from './options.ts'
import { writeValue } from './output.ts'
import { type Given, parse } from './parse.ts'
import type { Flag, Program } from './program.ts'
import { ask } from './prompt.ts'
import { openSink } from './sink.ts'
import { changeProfile, type Login, storeFile } from './store.ts'

const flag = (name: string, description: string): Flag => ({
  ...{ name, at: 'body', path: [name], type: 'string', hint: name, description },
})

/** What a login may be given by, of the ways that the contract has. A secret may be `-`: a line of standard input. */
function loginFlags({ login }: Program): Flag[] {
  return [
    ...(login.tokenPath
      ? [
          flag('client-id', 'The id of a program.'),
          flag('client-secret', 'Its secret; asked for when absent, - for standard input.'),
          flag('scope', 'Fewer scopes than the program has.'),
        ]
      : []),
    ...(login.keyName ? [flag('api-key', 'An API key; - for standard input.')] : []),
    ...(login.session ? [flag('email', 'The address of a person.')] : []),
    ...(login.basic ? [flag('username', 'A name for HTTP Basic.')] : []),
    ...(login.session || login.basic ? [flag('password', 'Asked for when absent; - for standard input.')] : []),
    flag('token', 'A bearer token; - for standard input.'),
  ]
}

/** Reads the arguments of these commands; answers `--help` itself. */
function read(program: Program, word: string, about: string, args: string[], before: Given[], own: Flag[] = []) {
  const { words, given } = parse(args, [...own, ...common])
  const options = optionsOf([...before, ...given])
  if (words.length > 0) throw new UsageError(`"${words[0]}" is one word too many`)
  if (options.help) {
    const rows = [...own, ...common].map(({ name, description }) => `  --${name.padEnd(16)} ${description}\n`)
    process.stdout.write(`${about}\n\nUsage: ${program.name} ${word} [flags]\n\n${rows.join('')}`)
  }
  const values = Object.fromEntries(
    given.filter((each) => each.flag.at === 'body').map((each) => [each.flag.name, each.text]),
  )
  return { options, values: values as Record<string, string | undefined> }
}

/** A secret as it was given, from standard input, or from whoever is at the terminal. */
async function secret(name: string, given: string | undefined, question: string): Promise<string> {
  const found = given === '-' ? (await text(process.stdin)).split(/\r?\n/)[0] : given
  if (found === '') throw new UsageError(`--${name} must not be empty`)
  return found ?? ask(question, { isSecret: true, instead: `--${name}` })
}

/** Keeps credentials for later calls, once the API has taken them. An API key or a token is kept as it is. */
export async function login(program: Program, args: string[], before: Given[]): Promise<number> {
  const { options, values } = read(
    program,
    'login',
    'Keep credentials for later calls.',
    args,
    before,
    loginFlags(program),
  )
  if (options.help) return exit.done
  const named = options.baseUrl ?? (variable(`${program.prefix}_BASE_URL`) || program.baseUrl)
  const baseUrl = trimmed(named ?? (await ask('Base URL: ', { instead: '--base-url' })))
  // Refuses what is no address of an API before any secret is asked for.
  const client = clientAt(program, options, baseUrl)
  const found = await loginFrom(program, client, values)
  if (found.kind === 'client') await tokenOf(program)(client, found)
  await changeProfile(program.name, options.profile, (profile) => {
    profile.baseUrl = baseUrl
    profile.logins[baseUrl] = found
  })
  process.stderr.write(`${program.name}: kept ${nameOf(found)} for ${baseUrl} in ${storeFile(program.name)}\n`)
  return exit.done
}

/** Asks for a token, to see whether the API takes the credentials. */
function tokenOf(program: Program) {
  const call = operation<(client: Client, body: object) => Promise<unknown>>({
    ...{ id: 'login', method: 'POST', path: program.login.tokenPath ?? '', body: urlencoded, open: true },
  })
  return (client: Client, { clientId, clientSecret, scope }: Login & { kind: 'client' }) =>
    call(client, { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope })
}

/** What the flags give, else the environment, else the person at the terminal. */
async function loginFrom(program: Program, client: Client, values: Record<string, string | undefined>): Promise<Login> {
  const { prefix, login: ways } = program
  const ofEnvironment = (name: string) => variable(`${prefix}_${name}`) || undefined
  const named = (...names: string[]) => names.some((name) => values[name] !== undefined)
  const [key, id] = named('email', 'username', 'token') ? [] : [ofEnvironment('API_KEY'), ofEnvironment('CLIENT_ID')]
  if (named('token')) return { kind: 'token', token: await secret('token', values.token, '') }
  if (values.email !== undefined) {
    const password = await secret('password', values.password, 'Password: ')
    return openSession(program, client, values.email, { email: values.email, password })
  }
  if (values.username !== undefined)
    return {
      kind: 'basic',
      username: values.username,
      password: await secret('password', values.password, 'Password: '),
    }
  if (ways.keyName && (named('api-key') || (key && !named('client-id'))))
    return { kind: 'key', key: await secret('api-key', values['api-key'] ?? key, '') }
  if (ways.tokenPath) {
    const clientId = values['client-id'] ?? id ?? (await ask('Client id: ', { instead: '--client-id' }))
    const given = values['client-secret'] ?? ofEnvironment('CLIENT_SECRET')
    const clientSecret = await secret('client-secret', given, 'Client secret: ')
    return { kind: 'client', clientId, clientSecret, ...(values.scope && { scope: values.scope }) }
  }
  if (ways.keyName) return { kind: 'key', key: await secret('api-key', undefined, 'API key: ') }
  return { kind: 'token', token: await secret('token', ofEnvironment('TOKEN'), 'Token: ') }
}

/** Whose credentials they are, without any secret. */
function nameOf(login: Login): string {
  switch (login.kind) {
    case 'client':
      return `the client ${login.clientId}`
    case 'session':
      return `the session of ${login.email}`
    case 'basic':
      return `the name ${login.username}`
    case 'key':
      return 'an API key'
    case 'token':
      return 'a token'
  }
}

/** Forgets a login, and ends its session at the API. */
export async function logout(program: Program, args: string[], before: Given[]): Promise<number> {
  const { options } = read(program, 'logout', 'Forget the credentials of a base URL.', args, before)
  if (options.help) return exit.done
  const baseUrl = baseUrlOf(program, options)
  const gone = await changeProfile(program.name, options.profile, (profile) => {
    const found = profile.logins[baseUrl]
    delete profile.logins[baseUrl]
    return found
  })
  if (!gone) throw new UsageError(`nobody is logged in to ${baseUrl}`)
  process.stderr.write(`${program.name}: forgot ${nameOf(gone)} for ${baseUrl}\n`)
  const path = program.login.session?.logoutPath
  if (gone.kind === 'session' && path)
    await request(clientAt(program, options, baseUrl), 'POST', path, { body: { refresh_token: gone.refreshToken } })
  return exit.done
}

/** Shows whose credentials a call would use, without asking the API. */
export async function whoami(program: Program, args: string[], before: Given[]): Promise<number> {
  const { options } = read(program, 'whoami', 'Show whose credentials a call would use.', args, before)
  if (options.help) return exit.done
  const { baseUrl, from, login: kept } = identify(program, options)
  if (from === 'nobody') throw new UsageError(`nobody is logged in to ${baseUrl}; ${program.name} login`)
  const id = from === 'environment' ? environmentName(program) : kept && nameOf(kept)
  const sink = openSink(options.out)
  await writeValue({ base_url: baseUrl, profile: options.profile, credentials: id, from }, options, sink)
  await sink.close()
  return exit.done
}

function environmentName({ prefix, login: ways }: Program): string {
  if (ways.keyName && variable(`${prefix}_API_KEY`)) return 'an API key'
  const id = ways.tokenPath && variable(`${prefix}_CLIENT_ID`)
  return id ? `the client ${id}` : 'a token'
}
