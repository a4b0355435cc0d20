import type { Parameter } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { isPushed, nounOf } from './parameter.ts'
import { about, type Compared } from './rule.ts'

/** A parameter that kept its name and moved: clients of the base send it where the server no longer reads it. */
export function moved(matched: Compared, a: Parameter, b: Parameter): Finding {
  const pushed = isPushed(matched)
  const needed = pushed ? a : b
  const witness = needed.required
    ? matched.witnesses.withoutPart(matched, `${needed.in}:${needed.name}`, `${nounOf(needed)} is required`)
    : undefined
  return about(matched, 'request-parameter-moved', {
    base: a.node.pointer,
    revision: b.node.pointer,
    place: `${matched.base.key} ${a.key}`,
    from: a.in,
    to: b.in,
    ...(witness && { witness }),
    words: { name: a.name },
  })
}
