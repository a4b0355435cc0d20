import type { Parameter } from '../../openapi/model/exchange.ts'

export interface MatchedParameters {
  both: { base: Parameter; revision: Parameter }[]
  removed: Parameter[]
  added: Parameter[]
}

/** Pairs parameters by place and name: those of a path by position, headers without regard to case. */
export function matchParameters(base: Parameter[], revision: Parameter[]): MatchedParameters {
  const [left, right] = [byKey(base), byKey(revision)]
  return {
    both: [...left].flatMap(([key, one]) => {
      const other = right.get(key)
      return other === undefined ? [] : [{ base: one, revision: other }]
    }),
    removed: [...left].filter(([key]) => !right.has(key)).map(([, parameter]) => parameter),
    added: [...right].filter(([key]) => !left.has(key)).map(([, parameter]) => parameter),
  }
}

const byKey = (parameters: Parameter[]) => new Map(parameters.map((parameter) => [parameter.key, parameter]))
