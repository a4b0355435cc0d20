import { Worker } from 'node:worker_threads'
import { Failure } from '../../openapi/failure.ts'
import type { CommandAnswer, Surroundings } from './answer.ts'

/** Thrown where a chain of references is so long that the stack of a process may overflow. */
export class NeedsStack extends Error {
  override name = 'NeedsStack'
}

/** The size of the stack. The system allocates only what is used. A chain of 100,000 schemas fits. */
const stackSizeMb = 1000

export interface Task extends Surroundings {
  command: string
  args: string[]
}

/** The last message of a thread: an answer, a complaint about the input, or another error. */
export type ThreadReport = { answer: CommandAnswer } | { complaint: string; exitCode: 1 | 2 } | { thrown: unknown }

/** Runs a command in a thread with a large stack. Throws as `run` does. */
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
