import { explain, listing } from '../../diff/report/explain.ts'
import { Failure } from '../../openapi/failure.ts'
import { readArguments } from './arguments.ts'

/** `explain [ID]`: the page of one id, or all ids. */
export function explainCommand(args: string[]): string {
  const { positionals } = readArguments('explain', args, {})
  const [id, ...more] = positionals
  if (more.length > 0) throw new Failure(`explain: one id at a time, not ${positionals.length}`)
  return id === undefined ? listing() : explain(id)
}
