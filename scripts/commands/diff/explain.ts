import { changesPage } from '../../diff/report/changes-page.ts'
import { explain, listing } from '../../diff/report/explain.ts'
import { Failure } from '../../openapi/failure.ts'
import { readArguments } from './arguments.ts'

/** `explain [ID]`: the page of one id, or a list of all; with `--markdown`, a page of all. */
export function explainCommand(args: string[]): string {
  const { positionals, values } = readArguments('explain', args, { markdown: { type: 'boolean' } })
  const [id, ...more] = positionals
  if (more.length > 0) throw new Failure(`explain: one id at a time, not ${positionals.length}`)
  if (values.markdown && id !== undefined) throw new Failure('explain: --markdown writes all ids; leave out the id')
  if (values.markdown) return changesPage()
  return id === undefined ? listing() : explain(id)
}
