import { isKeyword } from '../../openapi/keywords.ts'
import { compositions } from './compositions.ts'
import { bounds, values } from './constraints.ts'
import { containers } from './containers.ts'
import { members } from './members.ts'
import type { Difference, SchemaPair } from './schema-pair.ts'
import { types } from './types.ts'

const readers = [types, values, bounds, members, containers, compositions]

/** Every single difference in what two schema objects themselves take; what is below them is not looked into. */
export function differencesOf(schemas: SchemaPair): Difference[] {
  const found = readers.flatMap((read) => read(schemas))
  const leaving = found.find(({ ops }) => ops.some(({ kind }) => kind === 'replace'))
  // A schema of another type altogether is one change, not one for each keyword that no longer fits.
  return leaving === undefined ? [...found, ...unread(schemas, found)] : [leaving]
}

/** What no reader knows must not pass in silence. */
function unread({ a, b, same }: SchemaPair, found: Difference[]): Difference[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => !isCompared(key) && !found.some((facet) => facet.keyword === key))
    .filter((key) => !same(a[key], b[key]))
    .map((key) => ({
      aspect: 'keyword-changed',
      keyword: key,
      from: a[key],
      to: b[key],
      ops: [{ kind: 'keywords', keys: [key] }],
    }))
}

/** Keywords that the readers, or the walk over the schemas below, compare; `nullable` is the upgrade's. */
const isCompared = (keyword: string): boolean => isKeyword(keyword) || keyword === 'nullable'
