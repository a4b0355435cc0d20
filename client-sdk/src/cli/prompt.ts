import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { exit, UsageError } from './failure.ts'

/** Where what is typed goes, so that it is not shown. */
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/**
 * Asks on the terminal. Questions go to standard error, so that the output can be piped.
 * @throws UsageError where nobody can be asked
 */
export async function ask(question: string, { isSecret = false, instead }: { isSecret?: boolean; instead: string }) {
  if (!process.stdin.isTTY) throw new UsageError(`${instead} must be given: there is no terminal to ask on`)
  const reader = createInterface({
    input: process.stdin,
    output: isSecret ? nowhere() : process.stderr,
    terminal: true,
  })
  // Only now does the terminal show nothing of what is typed; readline would write the question where the secret goes.
  if (isSecret) process.stderr.write(question)
  reader.on('SIGINT', () => {
    process.stderr.write('\n')
    process.exit(exit.interrupted)
  })
  const answer = await reader.question(isSecret ? '' : question)
  reader.close()
  if (isSecret) process.stderr.write('\n')
  if (answer.trim() === '') throw new UsageError(`${instead} must be given`)
  return answer.trim()
}
