import { requests as checks } from '#validators/v1'
import { examples, type TestAnswers } from '../v1/examples.ts'
import { serve } from './server.ts'
import type { Given, InMemoryServer, RequestFault, SentRequest } from './types.ts'

export { signWebhook } from '../webhooks.ts'
export type { RequestFault, TestAnswers }

/** A request as the code under test sent it. */
export type TestRequest = SentRequest<keyof TestAnswers>

/** An answer of the contract, what makes one, or a connection that breaks. */
export type TestAnswer<Id extends keyof TestAnswers> = Given<TestAnswers[Id], keyof TestAnswers>

export type TestServer = InMemoryServer<TestAnswers>

/** `/lines/0/quantity` → `lines.0.quantity` */
const fieldOf = ({ pointer }: RequestFault) =>
  pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')

/** An in-memory API made of the contract's examples: it checks what it is sent as the real one does, and opens no socket. */
export const createTestServer = (): TestServer =>
  serve<TestAnswers>({
    examples,
    checks,
    faults: (faults) => ({
      message: 'The request is invalid.',
      details: faults.map((fault) => ({ field: fieldOf(fault), message: fault.message })),
    }),
  })
