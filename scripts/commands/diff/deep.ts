import { Worker } from 'node:worker_threads'
import { Failure } from '../../openapi/failure.ts'
import type { CommandAnswer, Surroundings } from './answer.ts'

/** Thrown where references are nested so deep that the stack of a new process may overflow. */
export class NeedsStack extends Error {
  override name = 'NeedsStack'
}

/** The largest stack. Memory is allocated as it is used; a chain of 100,000 schemas fits. */
const stackSizeMb = 1000

export interface Task extends Surroundings {
  command: string
  args: string[]
}

/** The last message of a thread: an answer, a complaint about the input, or another error. */
export type ThreadReport = { answer: CommandAnswer } | { complaint: string; exitCode: 1 | 2 } | { thrown: unknown }

/** Runs a command on a stack a thousand times as large. Throws as `run` does. */
export async function runDeep(task: Task): Promise<CommandAnswer> {
  const report = await new Promise<ThreadReport>((resolve, fail) => {
    const thread = new Worker(new URL('./deep-thread.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { stackSizeMb },
    })
    thread.once('message', resolve)
    thread.once('error', fail)
  })
  if ('answer' in report) return report.answer
  if ('complaint' in report) throw new Failure(report.complaint, report.exitCode)
  throw report.thrown
}
