import type { Finding } from '../finding.ts'
import { type Lifecycle, lifecycle } from '../lifecycle.ts'
import { without } from '../schema-diff/constraints.ts'
import { stabilityOf } from './existence.ts'
import { about, type Case, shown, wording } from './rule.ts'

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

/** What an operation is called, where it belongs, and how long it stays. */
export function operationRules(matched: Case): Finding[] {
  const [a, b] = [matched.base.operation, matched.revision.operation]
  const { label } = matched.base
  const places = { base: a.pointer, revision: b.pointer }
  return [
    ...operationId(matched, a.value.operationId, b.value.operationId),
    ...tags(matched, listOf(a.value.tags), listOf(b.value.tags)),
    ...lifecycle(a.value, b.value).map(({ what, level, from, to, keyword }) =>
      about(matched, {
        id: lifecycleIds[what],
        level,
        from,
        to,
        ...places,
        text: `${label}: ${keyword} changed from ${shown(from)} to ${shown(to)}`,
      }),
    ),
    ...stabilityRules(matched),
    ...wording(matched, a, b, label, ['x-stability-level', 'x-sunset']),
  ]
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function operationId(matched: Case, from: unknown, to: unknown): Finding[] {
  if (from === to) return []
  const id = from === undefined ? 'api-operation-id-added' : 'api-operation-id-removed'
  const places = {
    base: `${matched.base.operation.pointer}/operationId`,
    revision: `${matched.revision.operation.pointer}/operationId`,
  }
  const gone = { base: from === undefined ? null : places.base, revision: to === undefined ? null : places.revision }
  return [
    about(matched, {
      id,
      level: 'info',
      from,
      to,
      ...gone,
      text: `the operationId of ${matched.base.label} changed from ${shown(from)} to ${shown(to)}`,
    }),
  ]
}

function tags(matched: Case, from: unknown[], to: unknown[]): Finding[] {
  const places = { base: matched.base.operation.pointer, revision: matched.revision.operation.pointer }
  const finding = (id: string, tag: unknown, verb: string) =>
    about(matched, {
      id,
      level: 'info',
      from: tag,
      ...places,
      text: `the tag ${shown(tag)} was ${verb} ${matched.base.label}`,
    })
  return [
    ...without(from, to).map((tag) => finding('api-tag-removed', tag, 'taken from')),
    ...without(to, from).map((tag) => finding('api-tag-added', tag, 'added to')),
  ]
}

function stabilityRules(matched: Case): Finding[] {
  const [from, to] = [stabilityOf(matched.base), stabilityOf(matched.revision)]
  if (from === to) return []
  const places = { base: matched.base.operation.pointer, revision: matched.revision.operation.pointer }
  const said = `the stability of ${matched.base.label} changed from ${shown(from)} to ${shown(to)}`
  if (to !== undefined && !stability.includes(String(to)))
    return [
      about(matched, {
        id: 'api-invalid-stability-level',
        level: 'error',
        from,
        to,
        ...places,
        text: `${said}, which is none of ${stability.join(', ')}`,
      }),
    ]
  // Who says nothing promises as much as who says stable.
  const rank = (level: unknown) => (level === undefined ? stability.length - 1 : stability.indexOf(String(level)))
  const fell = rank(to) < rank(from)
  return [
    about(matched, {
      id: `api-stability-${fell ? 'decreased' : 'increased'}`,
      level: fell ? 'error' : 'info',
      from,
      to,
      ...places,
      text: said,
    }),
  ]
}
