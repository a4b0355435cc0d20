import type { Auth, Client } from '../client.ts'
import { connect } from '../client.ts'
import { deprecations } from '../deprecation.ts'
import { fromEnvironment, variable } from '../environment.ts'
import { logging } from '../logging.ts'
import { observers } from '../observer.ts'
import { escapeLine } from './escape.ts'
import { UsageError } from './failure.ts'
import type { Options } from './options.ts'
import type { Program } from './program.ts'
import { type Login, loginOf, profileOf } from './store.ts'

/** Where the calls go, and who makes them. */
export interface Identity {
  baseUrl: string
  /** The environment's credentials win over a stored login. */
  from: 'environment' | 'login' | 'nobody'
  auth?: Auth | undefined
  login?: Login | undefined
}

/** Logins are kept by this. */
export const trimmed = (url: string) => url.replace(/\/+$/, '')

/** Where the API is: the flag, the environment, the last login of the profile, or the contract. */
export function baseUrlOf(program: Program, options: Options): string {
  const found =
    options.baseUrl ??
    (variable(`${program.prefix}_BASE_URL`) || undefined) ??
    profileOf(program.name, options.profile).baseUrl ??
    program.baseUrl
  if (!found) throw new UsageError(`give --base-url, set ${program.prefix}_BASE_URL, or log in`)
  return trimmed(found)
}

/** @throws UsageError where it is not said where the API is */
export function identify(program: Program, options: Options): Identity {
  const baseUrl = baseUrlOf(program, options)
  const { tokenPath, keyName } = program.login
  const made = { prefix: program.prefix, ...(tokenPath && { tokenPath }), ...(keyName && { keyHeader: keyName }) }
  const own = variable(`${program.prefix}_BASE_URL`)
  // The environment's credentials are for its own base URL, where it has one.
  const isForeign = own && trimmed(own) !== baseUrl
  const token = variable(`${program.prefix}_TOKEN`)
  const auth = fromEnvironment({ baseUrl: own || baseUrl }, made).auth ?? (token && (() => token))
  if (auth && !isForeign) return { baseUrl, from: 'environment', auth }
  const login = loginOf(profileOf(program.name, options.profile), baseUrl)
  return login ? { baseUrl, from: 'login', login } : { baseUrl, from: 'nobody' }
}

/** The SDK's client for a call, with the SDK's retries, deadline and errors. */
export async function clientOf(program: Program, options: Options): Promise<Client> {
  const { baseUrl, login, auth } = identify(program, options)
  const client = clientAt(program, options, baseUrl)
  if (!login) return { ...client, auth }
  const { authOf } = await import('./credentials.ts')
  return { ...client, auth: authOf(login, program, options.profile, client) }
}

/** A client without credentials. */
export function clientAt(program: Program, { timeout, debug }: Options, baseUrl: string): Client {
  const say = (message: string) => process.stderr.write(`${escapeLine(message)}\n`)
  const logger = {
    debug: (message: string, details: object) => say(`debug: ${message} ${JSON.stringify(details)}`),
    warn: say,
  }
  return connect(
    {
      baseUrl,
      ...(timeout !== undefined && { timeout: timeout * 1000 }),
      observer: observers(
        ...(debug ? [logging(logger)] : []),
        deprecations(({ operation, sunset }) =>
          say(`${program.name}: ${operation} is deprecated${sunset ? `; it ends on ${sunset}` : ''}`),
        ),
      ),
    },
    program.versions,
  )
}
