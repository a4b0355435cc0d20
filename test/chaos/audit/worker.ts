/** Plays one pair after another beside the main thread, which ends it where a pair takes too long. */
import { parentPort, workerData } from 'node:worker_threads'
import { kinds } from './kinds.ts'
import { play } from './run.ts'
import { readSubject, type Subject } from './subject.ts'

export interface Work {
  files: string[]
  seed: number
  /** Names of kinds and rounds, in order. */
  pairs: [string, number][]
}

const { files, seed, pairs } = workerData as Work
const subjects: Subject[] = files.map(readSubject)
for (const [name, round] of pairs) {
  const kind = kinds.find((one) => one.name === name)
  if (kind === undefined) throw new Error(`${name}: no such kind`)
  parentPort?.postMessage(await play(kind, subjects, seed, round))
}
