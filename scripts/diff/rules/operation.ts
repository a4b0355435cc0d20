import type { Finding } from '../finding.ts'
import { type Lifecycle, lifecycle } from '../lifecycle.ts'
import { without } from '../schema-diff/constraints.ts'
import { stabilityOf } from './existence.ts'
import { about, type Compared, wording } from './rule.ts'

const lifecycleIds: Record<Lifecycle['what'], string> = {
  deprecated: 'endpoint-deprecated',
  'deprecated-with-sunset': 'endpoint-deprecated-with-sunset',
  reactivated: 'endpoint-reactivated',
  'sunset-deleted': 'sunset-deleted',
  'sunset-earlier': 'api-sunset-date-changed-too-small',
  'sunset-moved': 'api-sunset-date-changed',
  'sunset-invalid': 'api-deprecated-sunset-parse',
}

const stability = ['draft', 'alpha', 'beta', 'stable']

/** Names, tags, lifecycle and stability of an operation. */
export function operationRules(matched: Compared): Finding[] {
  const [a, b] = [matched.base.operation, matched.revision.operation]
  const places = { base: a.pointer, revision: b.pointer }
  return [
    ...operationId(matched, a.value.operationId, b.value.operationId),
    ...tags(matched, listOf(a.value.tags), listOf(b.value.tags)),
    ...lifecycle(a.value, b.value).map(({ what, from, to }) =>
      about(matched, lifecycleIds[what], { from, to, ...places }),
    ),
    ...stabilityRules(matched),
    ...wording(matched, a, b, matched.base.label, ['x-stability-level', 'x-sunset']),
  ]
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function operationId(matched: Compared, from: unknown, to: unknown): Finding[] {
  if (from === to) return []
  return [
    about(matched, from === undefined ? 'api-operation-id-added' : 'api-operation-id-removed', {
      from,
      to,
      base: from === undefined ? null : `${matched.base.operation.pointer}/operationId`,
      revision: to === undefined ? null : `${matched.revision.operation.pointer}/operationId`,
    }),
  ]
}

function tags(matched: Compared, from: unknown[], to: unknown[]): Finding[] {
  const places = { base: matched.base.operation.pointer, revision: matched.revision.operation.pointer }
  const finding = (id: string, tag: unknown) => about(matched, id, { from: tag, ...places, words: { tag } })
  return [
    ...without(from, to).map((tag) => finding('api-tag-removed', tag)),
    ...without(to, from).map((tag) => finding('api-tag-added', tag)),
  ]
}

function stabilityRules(matched: Compared): Finding[] {
  const [from, to] = [stabilityOf(matched.base), stabilityOf(matched.revision)]
  if (from === to) return []
  const places = { base: matched.base.operation.pointer, revision: matched.revision.operation.pointer }
  if (to !== undefined && !stability.includes(String(to)))
    return [
      about(matched, 'api-invalid-stability-level', { from, to, ...places, words: { known: stability.join(', ') } }),
    ]
  // An operation without a level is stable.
  const rank = (level: unknown) => (level === undefined ? stability.length - 1 : stability.indexOf(String(level)))
  return [about(matched, `api-stability-${rank(to) < rank(from) ? 'decreased' : 'increased'}`, { from, to, ...places })]
}
