import type { Parameter } from '../../openapi/model/exchange.ts'

interface MatchedParameters {
  both: { base: Parameter; revision: Parameter }[]
  /** Parameters that kept their name and moved between query, header and cookie. */
  moved: { base: Parameter; revision: Parameter }[]
  removed: Parameter[]
  added: Parameter[]
}

/** Matches parameters by place and name: path parameters by position, headers without regard to case. */
export function matchParameters(base: Parameter[], revision: Parameter[]): MatchedParameters {
  const [left, right] = [byKey(base), byKey(revision)]
  const removed = [...left].filter(([key]) => !right.has(key)).map(([, parameter]) => parameter)
  const added = [...right].filter(([key]) => !left.has(key)).map(([, parameter]) => parameter)
  const moved = movedOf(removed, added)
  return {
    both: [...left].flatMap(([key, one]) => {
      const other = right.get(key)
      return other === undefined ? [] : [{ base: one, revision: other }]
    }),
    moved,
    removed: removed.filter((one) => !moved.some((pair) => pair.base === one)),
    added: added.filter((one) => !moved.some((pair) => pair.revision === one)),
  }
}

const byKey = (parameters: Parameter[]) => new Map(parameters.map((parameter) => [parameter.key, parameter]))

/** Both contracts have the same path, so a path parameter cannot have moved. */
function movedOf(removed: Parameter[], added: Parameter[]): MatchedParameters['moved'] {
  const free = new Set(added.filter(({ in: place }) => place !== 'path'))
  return removed.flatMap((base) => {
    if (base.in === 'path') return []
    const revision = [...free].find((other) => areNamedAlike(base, other))
    if (revision === undefined) return []
    free.delete(revision)
    return [{ base, revision }]
  })
}

/** Names of headers are case-insensitive (RFC 9110 §5.1). */
const areNamedAlike = (one: Parameter, other: Parameter): boolean =>
  one.name === other.name ||
  ([one.in, other.in].includes('header') && one.name.toLowerCase() === other.name.toLowerCase())
