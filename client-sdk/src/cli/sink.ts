import { accessSync, constants, createWriteStream, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
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

const refusal = (file: string | undefined, error: unknown) =>
  new UsageError(`${file ?? 'standard output'}: cannot be written (${(error as NodeJS.ErrnoException).code})`)

/** Before anything is sent, so that no call is made whose answer would be lost. @throws UsageError */
function check(file: string): void {
  try {
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK)
  } catch (error) {
    throw refusal(file, error)
  }
  if (existsSync(file) && statSync(file).isDirectory()) throw refusal(file, { code: 'EISDIR' })
}

/**
 * Standard output, or a file, which stays as it is until there is an answer. A reader that leaves, such as `head`, ends the
 * writing quietly.
 * @throws UsageError where the file cannot be written
 */
export function openSink(file: string | undefined): Sink {
  if (file !== undefined) check(file)
  let isGone = false
  let failure: NodeJS.ErrnoException | undefined
  let opened: NodeJS.WritableStream | undefined
  const stream = () => {
    opened ??= (file === undefined ? process.stdout : createWriteStream(file)).on('error', (error) => {
      isGone = true
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') failure = error
    })
    return opened
  }
  return {
    isTerminal: file === undefined && process.stdout.isTTY === true,
    width: process.stdout.columns || 80,
    async write(chunk) {
      if (!isGone) await new Promise<void>((resolve) => stream().write(chunk, () => resolve()))
      if (failure) throw refusal(file, failure)
      return !isGone
    },
    async close() {
      if (file !== undefined && !isGone) await new Promise<void>((resolve) => stream().end(() => resolve()))
    },
  }
}
