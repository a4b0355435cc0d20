import { compositions } from './compositions.ts'
import { bounds, values } from './constraints.ts'
import { containers } from './containers.ts'
import { members } from './members.ts'
import type { Difference, SchemaPair } from './schema-pair.ts'
import { types } from './types.ts'

const readers = [types, values, bounds, members, containers, compositions]

/** The differences in the assertions of two schema objects themselves, not of the schemas below them. */
export function differencesOf(schemas: SchemaPair): Difference[] {
  const found = readers.flatMap((read) => read(schemas))
  const leaving = found.find(({ ops }) => ops.some(({ kind }) => kind === 'replace'))
  // A schema of another type is one change, not one for each keyword of the old type.
  return leaving === undefined ? found : [leaving]
}
