/** Same key, same request: one effect and one answer, which commit together. */
import type { Transaction, Writer } from '../db/database.ts'
import { type Claim, claim, storeAnswer } from '../db/queries/idempotency.ts'
import type { Held } from '../db/transaction.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Answer, Exchange } from './exchange.ts'
import { problemAnswer, statusOf } from './problem.ts'

/** Runs work in a transaction that begins with it, so that whatever a handler does before holds none. */
export type Transact = <T>(work: (trx: Transaction) => Promise<T>) => Promise<T>

/** @param handle claims the key when it begins its transaction; what it begins later is part of the same one */
export async function runOnce(
  writer: Writer,
  wanted: Claim,
  x: Exchange,
  handle: (transaction: Transact) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await first(writer, wanted, x, handle)
  } catch (error) {
    if (error instanceof Answered) return replay(error.answer, x)
    throw error
  }
}

type Stored = Parameters<typeof storeAnswer>[1]

/** Ends the work on a request that was answered before. */
class Answered extends Error {
  readonly answer: Stored
  constructor(answer: Stored) {
    super('answered before')
    this.answer = answer
  }
}

/** @throws Answered where it is not the first */
async function first(
  writer: Writer,
  wanted: Claim,
  x: Exchange,
  handle: (transaction: Transact) => Promise<Answer>,
): Promise<Answer> {
  let held: Held<Transaction> | null = null
  // What is refused while it waits for its turn or claims the key is not the handler's answer.
  let claiming = false

  const transaction: Transact = async (work) => {
    if (held !== null) return work(held.result)
    claiming = true
    const { result, ...ends } = await writer.hold(async (trx) => {
      // True again where the work runs again.
      claiming = true
      await claimKey(trx, wanted)
      claiming = false
      return { trx, done: await work(trx) }
    })
    held = { result: result.trx, ...ends }
    return result.done
  }
  const heldNow = () => held as Held<Transaction> | null

  let answerOf: () => Answer
  try {
    const answer = await handle(transaction)
    const begun = heldNow()
    if (begun !== null) {
      await storeAnswer(begun.result, stored(answer), wanted)
      await begun.commit()
      return answer
    }
    answerOf = () => answer
  } catch (error) {
    await heldNow()?.rollback()
    if (claiming || !(error instanceof Refusal) || statusOf(error) >= 500) throw error
    // The claim went with its transaction. A no is an answer too, and is kept without an effect.
    answerOf = () => problemAnswer(error, x)
  }
  return keep(writer, wanted, answerOf)
}

/** Keeps an answer that has no effect. @throws Answered where the same request got in between: what that one was answered stands */
function keep(writer: Writer, wanted: Claim, answerOf: () => Answer): Promise<Answer> {
  return writer.transact(async (trx) => {
    await claimKey(trx, wanted)
    const answer = answerOf()
    await storeAnswer(trx, stored(answer), wanted)
    return answer
  })
}

/** @throws Answered, Refusal IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS */
async function claimKey(trx: Transaction, wanted: Claim): Promise<void> {
  const claimed = await claim(trx, wanted)
  if (claimed.kind === 'replay') throw new Answered(claimed.answer)
}

function stored({ status, headers, contentType, text }: Answer): Stored {
  return { status, headers: contentType === null ? headers : { ...headers, 'content-type': contentType }, body: text }
}

function replay({ status, headers, body }: Stored, x: Exchange): Answer {
  x.replayed = true
  const { 'content-type': contentType = null, ...rest } = headers
  return { status, headers: { ...rest, 'idempotency-replayed': 'true' }, contentType, text: body }
}
