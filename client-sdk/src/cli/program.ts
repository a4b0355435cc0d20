/** What the command-line client knows of an API. The generator writes it; nothing else here knows the API. */
export interface Program {
  /** What the command is called: `stockroom`. */
  name: string
  title: string
  version: string
  /** The start of the environment's variables: `STOCKROOM`. */
  prefix: string
  /** What the base URL must not end in, since the paths have it. */
  versions?: RegExp
  /** Where the API is, where the contract says so. */
  baseUrl?: string
  login: LoginWays
  /** By the word that names them. */
  resources: Record<string, Resource>
  /** What to do about each problem code. */
  remedies: () => Promise<{ remedies: Record<string, string> }>
}

/** The ways to say who is calling that the contract has, beside a bearer token, which is always possible. */
export interface LoginWays {
  /** Where tokens for client credentials are. */
  tokenPath?: string
  /** The name of the header, query parameter or cookie of an API key. */
  keyName?: string
  /** HTTP Basic. */
  basic?: true
  /** Where a person signs in with email and password, renews the session, and ends it. */
  session?: { loginPath: string; refreshPath: string; logoutPath?: string }
}

export interface Resource {
  summary?: string
  /** Verb to summary. */
  verbs: Record<string, string>
  load: () => Promise<{ commands: Record<string, Command> }>
}

type Callable<Result> = (...args: never[]) => Result

/** One operation as a command. */
export interface Command {
  /** The SDK's own function. */
  call: Callable<unknown> & { withResponse: Callable<Promise<unknown>> }
  method: string
  path: string
  summary?: string
  description?: string
  deprecated?: string
  /** The path parameters, in order. */
  args: Flag[]
  flags: Flag[]
  body?: { required: boolean; types: Record<string, BodyKind> }
  hasQuery: boolean
  /** The scopes of each alternative; absent where anyone may call. */
  scopes?: string[]
  /** Set for a list: the member that has the items, and the largest `limit`. */
  list?: { items: string; most?: number }
  /** The media types of its successes. */
  answers: string[]
  /** Status and code of each problem that the contract names. */
  codes: [status: string, code: string][]
  examples: string[]
}

export type BodyKind = 'json' | 'form' | 'raw'

export type FlagType = 'string' | 'number' | 'integer' | 'boolean' | 'json' | 'file'

/** A value that the command line may give: a member of the body, a parameter, or an option of the client itself. */
export interface Flag {
  /** Words joined by hyphens; a dot before the member of a member. */
  name: string
  at: 'path' | 'body' | 'query' | 'options' | 'client'
  /** Where its value goes: names of members, or of one parameter or option. */
  path: string[]
  type: FlagType
  /** Given again for each item. */
  list?: boolean
  required?: boolean
  nullable?: boolean
  /** The only values, where they are few. */
  values?: string[]
  default?: unknown
  description?: string
  /** What stands for the value in help. */
  hint?: string
  /** One letter. */
  short?: string
}
