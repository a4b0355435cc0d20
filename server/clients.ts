/** `npm run clients`: what an operator does to partners' programs. A secret is printed once, and kept as its hash. */
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { v7 as newId } from 'uuid'
import {
  addClient,
  addSecret,
  ClientMistake,
  listClients,
  type NewClient,
  retireSecret,
  setActive,
} from './actions/clients.ts'
import { allScopes } from './api/scopes.ts'
import { hashSecret, makeSecret } from './auth/secrets.ts'
import { type Database, type Transaction, transact } from './db/database.ts'
import { DatabaseProblem } from './db/errors.ts'
import { startDatabase } from './db/start.ts'
import type { Operator } from './domain/principal.ts'

const help = `Usage: npm run clients -- COMMAND

  list                     the clients, whose they are and how many secrets each has
  add ID --scopes "A B" [--name NAME] [--partner ID | --new-partner NAME]
                           adds a client, without a partner one of the merchant, and prints its secret
  rotate ID                adds a second secret and prints it; the first stays valid
  retire ID                ends the older of two secrets
  close ID | open ID       ends what the client may do, its tokens and API keys included; lets it again

  A secret is printed once and cannot be shown again.
  DATABASE_URL  the database; without it, the embedded one below STATE_DIR (.stockroom)`

interface Options {
  readonly name?: string | undefined
  readonly scopes?: string | undefined
  readonly partner?: string | undefined
  readonly 'new-partner'?: string | undefined
}

const options = {
  help: { type: 'boolean' },
  name: { type: 'string' },
  scopes: { type: 'string' },
  partner: { type: 'string' },
  'new-partner': { type: 'string' },
} as const

/** Each answers what to print. */
const commands: Record<
  string,
  (trx: Transaction, operator: Operator, id: string, options: Options) => Promise<string>
> = {
  async add(trx, operator, id, given) {
    const secret = makeSecret()
    const { name = id } = given
    const scopes = scopesOf(given.scopes)
    await addClient(trx, operator, { id, name, scopes, partner: partnerOf(given), secretHash: hashSecret(secret) })
    return `client_id ${id}\nclient_secret ${secret}`
  },
  async rotate(trx, operator, id) {
    const secret = makeSecret()
    await addSecret(trx, operator, id, hashSecret(secret))
    return `client_id ${id}\nclient_secret ${secret}\nthe former secret is valid until: npm run clients -- retire ${id}`
  },
  async retire(trx, operator, id) {
    await retireSecret(trx, operator, id)
    return `${id} has its newest secret only`
  },
  async close(trx, operator, id) {
    await setActive(trx, operator, id, false)
    return `${id} is closed`
  },
  async open(trx, operator, id) {
    await setActive(trx, operator, id, true)
    return `${id} is open`
  },
}

function partnerOf({ partner, 'new-partner': name }: Options): NewClient['partner'] {
  if (name !== undefined) return { name }
  if (partner === undefined) return null
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(partner)) {
    throw new ClientMistake(`--partner: "${partner}" is no id; give a partner's UUID, or --new-partner NAME`)
  }
  return { id: partner }
}

/** @throws ClientMistake naming those that the contract does not know */
function scopesOf(text: string | undefined): string[] {
  const scopes = [...new Set(text?.split(/[\s,]+/).filter((scope) => scope !== ''))]
  const unknown = scopes.filter((scope) => !allScopes.includes(scope))
  if (scopes.length === 0) throw new ClientMistake(`--scopes: missing; give some of ${allScopes.join(' ')}`)
  if (unknown.length > 0)
    throw new ClientMistake(`--scopes: ${unknown.join(' ')} is unknown; give some of ${allScopes.join(' ')}`)
  return scopes
}

async function listed({ db }: Database): Promise<string> {
  const lines = (await listClients(db)).map(({ id, name, partner, scopes, secrets, isActive }) =>
    [id, name, partner ?? 'the merchant', isActive ? `secrets: ${secrets}` : 'closed', scopes.join(' ')].join('  '),
  )
  return lines.join('\n') || 'no clients'
}

/** As the audit trail will name them: by their account on this machine. */
function operatorHere(): Operator {
  const account = () => {
    try {
      return userInfo().username.replaceAll(/[^!-~]/g, '_')
    } catch {
      // A container may run as a user that its system does not know.
      return `${process.getuid?.()}`
    }
  }
  return { kind: 'system', id: `operator:${account()}`, requestId: newId() }
}

async function main(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options })
  const [name = '', id, ...rest] = positionals
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const known = name === 'list' ? id === undefined : command !== undefined && id !== undefined && rest.length === 0
  if (values.help || !known) {
    console.log(help)
    return values.help ? 0 : 2
  }
  const { DATABASE_URL, STATE_DIR } = process.env
  const database = await startDatabase({
    databaseUrl: DATABASE_URL || null,
    stateDir: STATE_DIR || '.stockroom',
    poolSize: 1,
  })
  try {
    const said =
      command === undefined
        ? listed(database)
        : transact(database.db, (trx) => command(trx, operatorHere(), id as string, values))
    console.log(await said)
    return 0
  } finally {
    await database.close()
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const { message, stack, code } = error as Error & { code?: string }
  const expected =
    error instanceof ClientMistake || error instanceof DatabaseProblem || code?.startsWith('ERR_PARSE_ARGS')
  console.error(`clients: ${expected ? message.split('\n')[0] : stack}`)
  process.exitCode = 1
}
