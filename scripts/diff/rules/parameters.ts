import type { Schema } from '../../json-schema/question.ts'
import type { Parameter } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { type Lifecycle, lifecycle, type Removal, removalOf } from '../lifecycle.ts'
import { directionOf } from '../match/exchanges.ts'
import { matchParameters } from '../match/parameters.ts'
import type { Level } from '../result.ts'
import { containsMessages } from '../wire/messages.ts'
import { about, type Case, shown, wording } from './rule.ts'
import { type Rewritten, writing } from './writing.ts'

/** Parameters that came, went, became required, or are written in another way. */
export function parameterRules(matched: Case): Finding[] {
  const matches = matchParameters(matched.base.parameters, matched.revision.parameters)
  return [
    ...matches.removed.map((parameter) => removed(matched, parameter)),
    ...matches.added.map((parameter) => added(matched, parameter)),
    ...matches.both.flatMap(({ base, revision }) => changed(matched, base, revision)),
  ]
}

const noun = (parameter: Parameter) => `the ${parameter.in} parameter ${parameter.name}`

const removals: Record<Removal, [id: string, level: Level, how: string]> = {
  'without-deprecation': [
    'request-parameter-removed',
    'warning',
    'was removed; the contract does not say whether it is still tolerated',
  ],
  'with-deprecation': [
    'request-parameter-removed-with-deprecation',
    'info',
    'was removed, as its deprecation had announced',
  ],
  'before-sunset': [
    'request-parameter-removed-before-sunset',
    'error',
    'was removed before the sunset date that it had announced',
  ],
  'sunset-invalid': [
    'request-parameter-sunset-parse',
    'error',
    'was removed, and the sunset date that it had announced is no date',
  ],
}

/** The path keeps the place: only the words about it are gone. */
const undeclared: [id: string, level: Level, how: string] = [
  'request-parameter-removed',
  'info',
  'is no longer declared',
]

function removed(matched: Case, parameter: Parameter): Finding {
  const [id, level, how] =
    parameter.in === 'path' ? undeclared : removals[removalOf(parameter.node.value, matched.today)]
  // What the server sends of its own accord, it may also leave out.
  const ours = directionOf(matched.base, 'request') === 'response'
  const part = `${parameter.in}:${parameter.name}`
  const witness =
    ours && parameter.required
      ? matched.witnesses.sentWithout(matched, part, `${noun(parameter)} is required`)
      : undefined
  return about(matched, {
    ...(witness && { witness }),
    id: ours ? `${parameter.required ? 'required' : 'optional'}-response-header-removed` : id,
    level: ours ? (parameter.required ? 'error' : 'info') : level,
    base: parameter.node.pointer,
    revision: null,
    place: `${matched.base.key} ${parameter.key}`,
    text: `${noun(parameter)} ${ours ? 'is no longer sent' : how}`,
  })
}

function added(matched: Case, parameter: Parameter): Finding {
  const places = { base: null, revision: parameter.node.pointer, place: `${matched.base.key} ${parameter.key}` }
  if (directionOf(matched.base, 'request') === 'response')
    return about(matched, {
      id: 'response-header-added',
      level: 'info',
      ...places,
      text: `${noun(parameter)} was added`,
    })
  const shared = parameter.shared ? '-default-parameter-to-existing-path' : '-parameter'
  const id = `new-${parameter.required ? 'required' : 'optional'}-request${shared}`
  if (parameter.in === 'path') return declared(matched, parameter)
  if (!parameter.required)
    return about(matched, { id, level: 'info', ...places, text: `${noun(parameter)} was added; it may be left out` })
  const witness = matched.witnesses.withoutPart(
    matched,
    `${parameter.in}:${parameter.name}`,
    `${noun(parameter)} is required`,
  )
  return about(matched, {
    id,
    level: 'error',
    ...places,
    ...(witness && { witness }),
    text: `${noun(parameter)} was added and is required: requests of today do not have it`,
  })
}

/** The path has had this place all along, without a word about it: whatever stood there was taken. */
function declared(matched: Case, parameter: Parameter): Finding {
  const { base, revision } = matched.contracts
  const verdict = containsMessages({
    producer: { schema: { type: 'string', minLength: 1 }, document: base.document },
    consumer: { schema: parameter.schema.value as Schema, document: revision.document },
    direction: 'request',
    wire: { in: parameter.in, style: parameter.style, explode: parameter.explode },
  })
  const narrows = verdict.kind !== 'proven'
  const refused = verdict.kind === 'refuted' ? `: ${shown(verdict.witness)} ${verdict.why.message}` : ''
  return about(matched, {
    id: 'new-request-path-parameter',
    level: narrows ? 'error' : 'info',
    base: null,
    revision: parameter.node.pointer,
    place: `${matched.base.key} ${parameter.key}`,
    text: `${noun(parameter)} is declared now${narrows ? `, where anything was taken before${refused}` : ''}`,
  })
}

function changed(matched: Case, a: Parameter, b: Parameter): Finding[] {
  const places = { base: a.node.pointer, revision: b.node.pointer, place: `${matched.base.key} ${a.key}` }
  const finding = (id: string, level: Level, from: unknown, to: unknown, text: string): Finding =>
    about(matched, { id: `request-parameter-${id}`, level, from, to, ...places, text: `${noun(a)} ${text}` })
  return [
    ...required(matched, a, b, places),
    ...[...writing(matched, a, b), ...allowances(a, b)].map(([id, level, from, to]) =>
      finding(id, level, from, to, `is written otherwise: ${shown(from)} before, ${shown(to)} now`),
    ),
    ...lifecycle(a.node.value, b.node.value).map(({ what, level, keyword, from, to }) =>
      finding(lifecycleIds[what], level, from, to, `: ${keyword} changed from ${shown(from)} to ${shown(to)}`),
    ),
    ...wording(matched, a.node, b.node, noun(a), ['x-sunset']),
  ]
}

const lifecycleIds: Record<Lifecycle['what'], string> = {
  deprecated: 'deprecated',
  'deprecated-with-sunset': 'deprecated',
  reactivated: 'reactivated',
  'sunset-deleted': 'sunset-deleted',
  'sunset-earlier': 'sunset-date-changed-too-small',
  'sunset-moved': 'sunset-date-changed',
  'sunset-invalid': 'sunset-parse',
}

function required(
  matched: Case,
  a: Parameter,
  b: Parameter,
  places: Pick<Finding, 'base' | 'revision' | 'place'>,
): Finding[] {
  if (a.required === b.required) return []
  const ours = directionOf(matched.base, 'request') === 'response'
  const subject = ours ? 'response-header' : 'request-parameter'
  if (b.required !== ours) {
    const part = `${a.in}:${a.name}`
    const witness = ours
      ? matched.witnesses.sentWithout(matched, part, `${noun(a)} is required`)
      : matched.witnesses.withoutPart(matched, part, `${noun(a)} is required`)
    const became = b.required ? 'required' : 'optional'
    return [
      about(matched, {
        id: `${subject}-became-${became}`,
        level: 'error',
        ...places,
        ...(witness && { witness }),
        text: `${noun(a)} became ${became}`,
      }),
    ]
  }
  const became = b.required ? 'required' : 'optional'
  return [
    about(matched, {
      id: `${subject}-became-${became}`,
      level: 'info',
      ...places,
      text: `${noun(a)} became ${became}`,
    }),
  ]
}

function allowances(a: Parameter, b: Parameter): Rewritten[] {
  const [empty, emptyToo] = [a.node.value.allowEmptyValue === true, b.node.value.allowEmptyValue === true]
  return [
    ['allow-reserved-changed', a.allowReserved, b.allowReserved] as const,
    ['allow-empty-value-changed', empty, emptyToo] as const,
  ]
    .filter(([, from, to]) => from !== to)
    .map(([id, from, to]): Rewritten => [id, from ? 'warning' : 'info', from, to])
}
