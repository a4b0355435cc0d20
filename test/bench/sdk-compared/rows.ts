/** The rows of the table: each plays one thing that goes wrong, and says in a few words what the client made of it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import type { Calls, Peer } from './peers.ts'
import { fail, type Respond, type Server, serve, succeed } from './server.ts'

export interface Row {
  readonly name: string
  play(peer: Peer): Promise<string>
}

const token = 'secret-token-of-the-table'

interface Ended {
  readonly seconds: number
  readonly value?: unknown
  readonly error?: unknown
}

async function ended(work: Promise<unknown>): Promise<Ended> {
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 100) / 10
  return work.then(
    (value) => ({ seconds: seconds(), value }),
    (error: unknown) => ({ seconds: seconds(), error }),
  )
}

/** Plays against a server of its own, and gives up after 30 seconds. */
function against(
  respond: Respond,
  call: (calls: Calls, server: Server) => Promise<unknown>,
  say: (ended: Ended, server: Server) => string,
): Row['play'] {
  return async (peer) => {
    const server = await serve(respond)
    try {
      const work = ended(call(peer.connect(server.url, token), server))
      const late = sleep(30_000, undefined, { ref: false })
      const result = await Promise.race([work, late])
      return result ? say(result, server) : `goes on after 30 s, ${requests(server)}`
    } finally {
      server.close()
    }
  }
}

const requests = ({ seen }: Server) => (seen.length === 1 ? '1 request' : `${seen.length} requests`)
const outcome = ({ error }: Ended) => (error === undefined ? 'succeeds' : 'throws')
const usual = (result: Ended, server: Server) => `${outcome(result)} after ${result.seconds} s, ${requests(server)}`

/** How many effects the writes have on a server that knows idempotency keys. */
function effects({ seen }: Server): number {
  const keys = seen.map(({ headers }, index) => headers['idempotency-key'] ?? `none ${index}`)
  return new Set(keys).size
}

/** What was made of an answer that is no good. */
const told = ({ error, value }: Ended, server: Server) => {
  if (error === undefined) return `succeeds with ${inspect(value, { depth: 0, breakLength: Infinity }).slice(0, 30)}`
  const { name, code } = error as { name?: string; code?: unknown }
  return `throws ${[name, code].filter(Boolean).join(' ')}, ${requests(server)}`
}

export const rows: readonly Row[] = [
  {
    name: 'GET: 503 twice, then 200',
    play: against(
      (response, nth, seen) => (nth < 3 ? fail(response, 503) : succeed(response, seen)),
      ({ read }) => read(),
      usual,
    ),
  },
  {
    name: 'POST: the connection is lost after the request arrived, then 201',
    play: against(
      (response, nth, seen) => (nth < 2 ? response.destroy() : succeed(response, seen)),
      ({ write }) => write(),
      (result, server) => `${usual(result, server)}, ${effects(server)} effect${effects(server) === 1 ? '' : 's'}`,
    ),
  },
  {
    name: 'GET: 429 with `Retry-After: 2`, then 200',
    play: against(
      (response, nth, seen) => (nth < 2 ? fail(response, 429, { 'retry-after': '2' }) : succeed(response, seen)),
      ({ read }) => read(),
      usual,
    ),
  },
  {
    name: 'GET: 503 for ever, 20 callers at once: requests in 3 s',
    play: against(
      (response) => fail(response, 503),
      async ({ read }) => {
        const calls = Array.from({ length: 20 }, () => read().catch(() => undefined))
        await Promise.race([Promise.all(calls), sleep(3_000)])
      },
      (_, server) => requests(server),
    ),
  },
  {
    name: 'A timeout of 1 s, and a server that does not answer: the call ends',
    play: against(
      () => undefined,
      ({ read }) => read({ timeout: 1_000 }),
      usual,
    ),
  },
  {
    name: 'Abort while it waits to try again: the call ends',
    play: against(
      (response) => fail(response, 503, { 'retry-after': '5' }),
      ({ read }) => read({ signal: AbortSignal.timeout(500) }),
      usual,
    ),
  },
  {
    name: 'The server is down: the error names the cause and the address',
    play: against(
      () => undefined,
      (calls, server) => {
        server.close()
        return calls.read()
      },
      ({ error, seconds }) => {
        const text = inspect(error, { depth: 5 })
        const names = [/ECONNREFUSED/.test(text) && 'the cause', /127\.0\.0\.1/.test(text) && 'the address']
        return `${names.filter(Boolean).join(' and ') || 'neither'}, after ${seconds} s`
      },
    ),
  },
  {
    name: 'GET: a proxy answers 200 with HTML',
    play: against(
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Please log in</h1>'),
      ({ read }) => read(),
      told,
    ),
  },
  {
    name: 'GET: JSON that is cut off (twice, then whole)',
    play: against(
      (response, nth, seen) =>
        nth < 3
          ? response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1","obj')
          : succeed(response, seen),
      ({ read }) => read(),
      told,
    ),
  },
  {
    name: 'GET: 200 without content',
    play: against(
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(),
      ({ read }) => read(),
      told,
    ),
  },
  {
    name: 'A redirect to another origin: the token goes along',
    async play(peer) {
      const other = await serve((response, _, seen) => succeed(response, seen))
      const server = await serve((response) => response.writeHead(302, { location: `${other.url}/x` }).end())
      const { error } = await ended(peer.connect(server.url, token).read())
      const leaks = other.seen.some(({ headers }) => JSON.stringify(headers).includes(token))
      const went = other.seen.length > 0 ? 'followed' : 'not followed'
      other.close()
      server.close()
      return `${leaks ? 'yes' : 'no'} (${went}, ${error === undefined ? 'succeeds' : 'throws'})`
    },
  },
  {
    name: 'The id `../secrets?all=true` is sent as',
    play: against(
      (response, _, seen) => succeed(response, seen),
      ({ read }) => read({}, '../secrets?all=true'),
      ({ error }, { seen }) => (seen[0] ? `\`${seen[0].path}\`` : `not sent: ${(error as Error).message.slice(0, 60)}`),
    ),
  },
  {
    name: 'The token shows in an error that is logged whole',
    play: against(
      (response) => fail(response, 404),
      ({ read }) => read(),
      ({ error }) => (inspect(error, { depth: 10, showHidden: true }).includes(token) ? 'yes' : 'no'),
    ),
  },
]
