import type { Matched } from '../match/exchanges.ts'
import { matchMedia } from '../match/media.ts'
import { matchParameters } from '../match/parameters.ts'
import { matchResponses } from '../match/responses.ts'
import type { Same } from '../schema-diff/same.ts'
import { bodyUse, headerUse, parameterUse, type SchemaUse } from './schema-use.ts'

/** Every schema that an exchange has on both sides. */
export function schemaUsesOf(matched: Matched, same: Same): SchemaUse[] {
  const { base, revision } = matched
  // Path-level parameters and referred parts lie outside the operation itself; the path gives parameters their positions.
  if (
    same(base.operation.value, revision.operation.value) &&
    same(base.item.value.parameters, revision.item.value.parameters) &&
    base.parameters.every(({ key }, index) => key === revision.parameters[index]?.key)
  )
    return []
  return [
    ...matchParameters(base.parameters, revision.parameters).both.map((pair) =>
      parameterUse(matched, pair.base, pair.revision),
    ),
    ...matchMedia(base.body?.content ?? [], revision.body?.content ?? []).both.map((media) =>
      bodyUse(matched, media.base, media.revision),
    ),
    ...matchResponses(base.responses, revision.responses).both.flatMap((pair) => [
      ...matchMedia(pair.base.content, pair.revision.content).both.map((media) =>
        bodyUse(matched, media.base, media.revision, pair),
      ),
      ...pair.base.headers.flatMap((one) => {
        const other = pair.revision.headers.find((header) => header.name === one.name)
        return other === undefined ? [] : [headerUse(matched, one, other, pair)]
      }),
    ]),
  ]
}
