/** All hand-written code of the server whose work could grow faster than a request. */
import { files, read } from '../../house/tree.ts'
import { readersIn } from './exported.ts'
import { type Pattern, patternsIn } from './patterns.ts'

const sources = files.filter((path) => path.startsWith('server/') && path.endsWith('.ts'))

/** Every regular expression, the operator's commands and the configuration included. */
export const serverPatterns: readonly Pattern[] = sources.flatMap((path) => patternsIn(path, read(path)))

/** What lies on a request's way. */
const rooms = /^server\/(http|api|auth|actions|domain|telemetry|upstream|db\/(queries\/|[a-z-]+\.ts))/
/** Of the operator: opening and changing the database. */
const operating = /^server\/db\/(cli|migrate|start|url|ready)\.ts$/

export const serverReaders: readonly string[] = sources
  .filter((path) => rooms.test(path) && !operating.test(path))
  .flatMap((path) => readersIn(path, read(path)))
