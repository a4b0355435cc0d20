import { Worker } from 'node:worker_threads'
import { Failure } from '../../openapi/failure.ts'
import type { Answer, Surroundings } from './answer.ts'

/** Thrown where contracts lead on so deep that the stack which a process starts with may not hold their comparison. */
export class NeedsStack extends Error {
  override name = 'NeedsStack'
}

/** What a stack may come to. Memory is taken as it is needed; 100,000 schemas in a row have room. */
const stackSizeMb = 1000

export interface Task extends Surroundings {
  command: string
  args: string[]
}

/** What a thread says at its end: an answer, a complaint about the input, or whatever else was thrown. */
export type Report = { answer: Answer } | { complaint: string; exitCode: 1 | 2 } | { thrown: unknown }

/** Runs a command on a stack a thousand times as large. Throws as `run` does. */
export async function runDeep(task: Task): Promise<Answer> {
  const report = await new Promise<Report>((settle, fail) => {
    const thread = new Worker(new URL('./deep-thread.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { stackSizeMb },
    })
    thread.once('message', settle)
    thread.once('error', fail)
  })
  if ('answer' in report) return report.answer
  if ('complaint' in report) throw new Failure(report.complaint, report.exitCode)
  throw report.thrown
}
