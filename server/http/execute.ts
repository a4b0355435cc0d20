/** Calls the handler: reads straight away, writes in a transaction, and once only under an idempotency key. */
import type { Public, Read, Write } from '../api/context.ts'
import type { Writer } from '../db/database.ts'
import type { Held } from '../db/transaction.ts'
import { Refusal } from '../domain/refusal.ts'
import { addressOf } from './address.ts'
import { confirm } from './admit.ts'
import type { Content } from './body.ts'
import { encode } from './encode.ts'
import type { Answer, Exchange } from './exchange.ts'
import { fingerprintOf } from './fingerprint.ts'
import { networkOf } from './limits/network.ts'
import type { Operation } from './operation.ts'
import { statusOf } from './problem.ts'
import { runOnce, type Transact } from './run-once.ts'
import type { Serving } from './serving.ts'
import type { ValidRequest, Version } from './version.ts'

export interface Call {
  readonly version: Version
  readonly operation: Operation
  readonly x: Exchange
  readonly request: ValidRequest
  readonly content: Content | null
  readonly serving: Serving
  /** @throws where the contract does not have this answer */
  readonly approve: (answer: Answer) => Promise<void>
}

export async function execute(call: Call): Promise<Answer> {
  const { operation, x, request, serving } = call
  const { principal } = x
  const { database } = serving
  if (operation.reads && principal !== null) {
    const lists = database.lists(principal)
    return invoke(call, { principal, db: database.reads, lists, requestId: x.requestId } satisfies Read)
  }
  const key = request.headers['idempotency-key']
  const writer = confirmed(database.writes(principal), () => confirm(x, operation.route, serving))
  if (!operation.route.idempotent || principal === null || typeof key !== 'string') return write(call, writer)
  const claim = { principalId: principal.id, key, fingerprint: fingerprintOf(call, serving.fingerprintKey) }
  return runOnce(writer, claim, x, (transaction) => approved(call, writeContext(call, transaction)))
}

/** Checks the caller again before a transaction begins: the request may have waited, for its turn to hash a password for instance. */
function confirmed(writer: Writer, ask: () => Promise<void>): Writer {
  return {
    hold: async (work) => {
      await ask()
      return writer.hold(work)
    },
    transact: async (work) => {
      await ask()
      return writer.transact(work)
    },
  }
}

/** What it does is certain only once its answer is one that the contract has. */
async function write(call: Call, writer: Writer): Promise<Answer> {
  let held: Held<unknown> | null = null
  const context = writeContext(call, async (work) => {
    await held?.commit()
    const begun = await writer.hold(work)
    held = begun
    return begun.result
  })
  const end = (how: 'commit' | 'rollback') => (held as Held<unknown> | null)?.[how]()
  try {
    const answer = await approved(call, context)
    await end('commit')
    return answer
  } catch (error) {
    // A refusal is an answer too, and what came before it was meant: that a session was ended, for one.
    await end(error instanceof Refusal && statusOf(error) < 500 ? 'commit' : 'rollback')
    throw error
  }
}

async function approved(call: Call, context: Write | Public): Promise<Answer> {
  const answer = await invoke(call, context)
  await call.approve(answer)
  return answer
}

function writeContext({ x, serving }: Call, transaction: Transact): Write | Public {
  const context = { db: serving.database.reads, transaction, requestId: x.requestId }
  if (x.principal !== null) return { ...context, principal: { ...x.principal, requestId: x.requestId } }
  return {
    ...context,
    principal: null,
    authorization: x.req.headers.authorization,
    network: networkOf(addressOf(x.req)),
  }
}

async function invoke({ version, operation, request }: Call, context: Read | Write | Public): Promise<Answer> {
  const outcome = await operation.handle(request as never, context as never)
  return encode(version, operation.route.id, outcome)
}
