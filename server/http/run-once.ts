/** Same key, same request: one effect and one answer, which commit together. */
import type { Transaction, Writer } from '../db/database.ts'
import { type Claim, claim, storeAnswer } from '../db/queries/idempotency.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Answer, Exchange } from './exchange.ts'
import { problemAnswer, statusOf } from './problem.ts'

export async function runOnce(
  writer: Writer,
  wanted: Claim,
  x: Exchange,
  work: (trx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  let fresh = false
  const once = (produce: (trx: Transaction) => Promise<Answer>) =>
    writer.transact(async (trx) => {
      fresh = false
      const claimed = await claim(trx, wanted)
      if (claimed.kind === 'replay') return replay(claimed.answer, x)
      fresh = true
      const answer = await produce(trx)
      await storeAnswer(trx, stored(answer), wanted)
      return answer
    })

  try {
    return await once(work)
  } catch (error) {
    if (!fresh || !(error instanceof Refusal) || statusOf(error) >= 500) throw error
    // Its transaction took the claim along with the effect. A no is an answer too: it is claimed and kept by itself, and
    // if the same request got in between, what that one was answered stands.
    return once(async () => problemAnswer(error, x))
  }
}

type Stored = Parameters<typeof storeAnswer>[1]

function stored({ status, headers, contentType, text }: Answer): Stored {
  return { status, headers: contentType === null ? headers : { ...headers, 'content-type': contentType }, body: text }
}

function replay({ status, headers, body }: Stored, x: Exchange): Answer {
  x.replayed = true
  const { 'content-type': contentType = null, ...rest } = headers
  return { status, headers: { ...rest, 'idempotency-replayed': 'true' }, contentType, text: body }
}
