/** Plays steps against a server, and judges each answer. */
import { randomBytes } from 'node:crypto'
import type { Sandbox } from './callers.ts'
import { type Operation, operations } from './contract.ts'
import { codeOf, type Judge } from './judge.ts'
import type { Answer, Sender } from './send.ts'
import { type Facts, type Step, wireOf } from './step.ts'

export interface Played {
  /** Null where the connection broke. */
  readonly answer: Answer | null
  /** The operation that the request matches; null: none. */
  readonly operation: Operation | null
  /** What the contract does not declare of it, after the name of the operation. */
  readonly fault: string | null
}

/** Plays one step after the other; what an answer said is there for the next. */
export type Player = (step: Step) => Promise<Played>

export function createPlayer(sender: Sender, judge: Judge, sandbox: Sandbox): Player {
  const answers = new Map<number, Answer>()
  const salt = randomBytes(3).toString('hex')
  return async (step) => {
    const entry = await sandbox.headersOf(step.as)
    const facts: Facts = { answers, salt, given: sandbox.given(step.as) }
    const wire = wireOf(step, facts)
    const matching = operationsAt(wire.method, wire.url)
    const operation = matching[0] ?? null
    const name = operation?.name ?? wire.method
    let answer: Answer
    try {
      answer = await sender.send({ ...wire, headers: { ...entry, ...wire.headers } })
    } catch (error) {
      return { answer: null, operation, fault: `${name}: no answer: ${(error as Error).message}` }
    }
    answers.set(step.id, answer)
    if (isShutOut(step, operation, answer, sandbox)) sandbox.renew(step.as)
    const readings = isOdd(step) || operation === null ? [...matching, null] : matching
    const faults = readings.map((reading) => judge(reading, wire.method, answer))
    return { answer, operation, fault: faults.includes(null) ? null : `${name}: ${faults[0]}` }
  }
}

const templates = operations.map((operation) => {
  const source = operation.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]*')
  return { operation, pattern: new RegExp(`^${source}$`) }
})

/** The operations whose paths match, those without parameters first. */
function operationsAt(method: string, url: string): Operation[] {
  const wanted = method === 'HEAD' ? 'GET' : method
  const path = decoded(url.replace(/^https?:\/\/[^/]*|\?.*$/gs, ''))
  return templates
    .filter(({ operation, pattern }) => operation.method === wanted && pattern.test(path))
    .map(({ operation }) => operation)
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length)
}

function decoded(path: string): string {
  try {
    // What an escaped slash separates is one segment still.
    return decodeURIComponent(path.replaceAll(/%2f/gi, '%252f'))
  } catch {
    return path
  }
}

/** Whether a server may find another operation in the path than its text says, or none. */
const isOdd = ({ broken }: Step) => broken.some((name) => /path|id$|escape|method/.test(name))

/** A caller that nobody made a stranger, and that is one: it closed its own account, or changed its role. */
function isShutOut(step: Step, operation: Operation | null, answer: Answer, { callers }: Sandbox): boolean {
  const own = Object.keys(step.headers).some((name) => name === 'authorization' || name === 'x-api-key')
  if (own || operation === null) return false
  const caller = callers.find(({ name }) => name === step.as)
  if (caller === undefined || caller.scheme === null || !operation.security.includes(caller.scheme)) return false
  const entitled = operation.scopes?.every((scope) => caller.scopes.includes(scope)) === true
  return answer.status === 401 || (entitled && codeOf(answer) === 'SCOPE_INSUFFICIENT')
}
