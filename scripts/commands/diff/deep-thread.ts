/** The thread that `runDeep` starts. */
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../../openapi/failure.ts'
import type { Task, ThreadReport } from './deep.ts'
import { run } from './run.ts'

const { command, args, ...surroundings } = workerData as Task
parentPort?.postMessage(await report())

async function report(): Promise<ThreadReport> {
  try {
    return { answer: await run(command, args, surroundings) }
  } catch (thrown) {
    if (thrown instanceof Failure) return { complaint: thrown.message, exitCode: thrown.exitCode }
    return { thrown }
  }
}
