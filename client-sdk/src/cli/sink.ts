import { createWriteStream } from 'node:fs'
import { UsageError } from './failure.ts'

/** Where an answer is written. */
export interface Sink {
  isTerminal: boolean
  /** Columns of the terminal. */
  width: number
  /** Resolves when the next may be written; false once nobody reads any more. */
  write(chunk: string | Uint8Array): Promise<boolean>
  close(): Promise<void>
}

/**
 * Standard output, or a file. A reader that leaves, such as `head`, ends the writing quietly.
 * @throws UsageError where the file cannot be written
 */
export async function openSink(file: string | undefined): Promise<Sink> {
  const stream = file === undefined ? process.stdout : createWriteStream(file)
  let isGone = false
  let failure: NodeJS.ErrnoException | undefined
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isGone = true
    if (error.code !== 'EPIPE') failure = error
  })
  const fail = () => new UsageError(`${file ?? 'standard output'}: cannot be written (${failure?.code})`)
  if (file !== undefined) {
    await new Promise((resolve) => stream.once('open', resolve).once('error', resolve))
    if (failure) throw fail()
  }
  return {
    isTerminal: file === undefined && process.stdout.isTTY === true,
    width: process.stdout.columns || 80,
    async write(chunk) {
      if (!isGone) await new Promise<void>((resolve) => stream.write(chunk, () => resolve()))
      if (failure) throw fail()
      return !isGone
    },
    async close() {
      if (file !== undefined && !isGone) await new Promise<void>((resolve) => stream.end(() => resolve()))
    },
  }
}
