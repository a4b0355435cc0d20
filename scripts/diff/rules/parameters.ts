import type { Schema } from '../../json-schema/question.ts'
import type { Parameter } from '../../openapi/model/exchange.ts'
import { schemaId } from '../catalogue/schema/rows.ts'
import { shown } from '../catalogue/sentence.ts'
import type { Finding } from '../finding.ts'
import { lifecycle, type Removal, removalOf } from '../lifecycle.ts'
import type { Matched } from '../match/exchanges.ts'
import { matchParameters } from '../match/parameters.ts'
import { parameterWire } from '../wire/body.ts'
import { containsMessages } from '../wire/messages.ts'
import { moved } from './moved.ts'
import { isPushed, nounOf } from './parameter.ts'
import { about, type Compared, type RuleFinding, wording } from './rule.ts'
import { writing } from './writing.ts'

/** Parameters that were added, removed, moved, became required, or have another style. */
export function parameterRules(matched: Compared): Finding[] {
  const matches = matchParameters(matched.base.parameters, matched.revision.parameters)
  return [
    ...matches.moved.flatMap(({ base, revision }) =>
      // Its removal was announced, so the other parameter is a new one.
      removalOf(base.node.value, matched.today) === 'with-deprecation'
        ? [removed(matched, base), added(matched, revision)]
        : [moved(matched, base, revision)],
    ),
    ...matches.removed.map((parameter) => removed(matched, parameter)),
    ...matches.added.map((parameter) => added(matched, parameter)),
    ...matches.both.flatMap(({ base, revision }) => changed(matched, base, revision)),
  ]
}

const removals: Record<Removal, [id: string, variant?: string]> = {
  'without-deprecation': ['request-parameter-removed'],
  'with-deprecation': ['request-parameter-removed-with-deprecation'],
  'before-sunset': ['request-parameter-removed-before-sunset'],
  'sunset-invalid': ['request-parameter-sunset-parse', 'removed'],
}

function removed(matched: Compared, parameter: Parameter): Finding {
  const places = { base: parameter.node.pointer, revision: null, place: `${matched.base.key} ${parameter.key}` }
  const words = { part: nounOf(parameter) }
  if (isPushed(matched)) {
    const witness = parameter.required
      ? matched.witnesses.withoutPart(matched, `${parameter.in}:${parameter.name}`, `${nounOf(parameter)} is required`)
      : undefined
    const id = `${parameter.required ? 'required' : 'optional'}-response-header-removed`
    return about(matched, id, { ...places, ...(witness && { witness }), words })
  }
  // The path still has the placeholder. Only the declaration was removed.
  if (parameter.in === 'path')
    return about(matched, 'request-parameter-removed', { variant: 'inPath', ...places, words })
  const [id, variant] = removals[removalOf(parameter.node.value, matched.today)]
  return about(matched, id, { variant, ...places, words: { ...words, from: parameter.node.value['x-sunset'] } })
}

function added(matched: Compared, parameter: Parameter): Finding {
  const found = {
    base: null,
    revision: parameter.node.pointer,
    place: `${matched.base.key} ${parameter.key}`,
    words: { part: nounOf(parameter) },
  }
  if (isPushed(matched)) return about(matched, 'response-header-added', found)
  if (parameter.in === 'path') return declared(matched, parameter, found)
  const shared = parameter.shared ? '-default-parameter-to-existing-path' : '-parameter'
  if (!parameter.required) return about(matched, `new-optional-request${shared}`, found)
  const refusal = `${nounOf(parameter)} is required`
  const witness = matched.witnesses.withoutPart(matched, `${parameter.in}:${parameter.name}`, refusal)
  return about(matched, `new-required-request${shared}`, { ...found, ...(witness && { witness }) })
}

/** A path parameter that the base has as a placeholder without a declaration, so that it accepts any text. */
function declared(matched: Compared, parameter: Parameter, found: Omit<RuleFinding, 'operations'>): Finding {
  const { base, revision } = matched.contracts
  const answer = containsMessages({
    producer: { schema: { type: 'string', minLength: 1 }, document: base.document },
    consumer: { schema: parameter.schema.value as Schema, document: revision.document },
    direction: 'request',
    wire: parameterWire(parameter) ?? { in: 'path', style: 'simple', explode: false },
  })
  const refusal = answer.kind === 'refuted' ? `: ${shown(answer.witness)} ${answer.why.message}` : undefined
  return about(matched, 'new-request-path-parameter', {
    variant: answer.kind === 'proven' ? 'harmless' : undefined,
    ...found,
    words: { ...found.words, refusal },
  })
}

function changed(matched: Compared, a: Parameter, b: Parameter): Finding[] {
  const find = (id: string, found: Pick<RuleFinding, 'from' | 'to' | 'variant' | 'words'>): Finding =>
    about(matched, id, {
      ...found,
      base: a.node.pointer,
      revision: b.node.pointer,
      place: `${matched.base.key} ${a.key}`,
      words: { part: nounOf(a), place: nounOf(a), ...found.words },
    })
  return [
    ...required(matched, a, b),
    ...writing(matched, a, b).map(({ what, ...found }) => find(`request-parameter-${what}-changed`, found)),
    ...allowances(a, b).map(({ id, ...found }) => find(id, found)),
    ...lifecycle(a.node.value, b.node.value).map(({ what, from, to }) =>
      find(what === 'sunset-invalid' ? 'request-parameter-sunset-parse' : schemaId('request-parameter', what), {
        from,
        to,
      }),
    ),
    ...wording(matched, a.node, b.node, nounOf(a), ['x-sunset']),
  ]
}

/** Path parameters that changed their name, which no message carries, and code that is generated does. */
export function renamedPathParameters(matched: Matched): Finding[] {
  return matchParameters(matched.base.parameters, matched.revision.parameters).both.flatMap(({ base, revision }) => {
    if (base.in !== 'path' || base.name === revision.name) return []
    return about(matched, 'request-path-parameter-renamed', {
      base: base.node.pointer,
      revision: revision.node.pointer,
      place: `${matched.base.key} ${base.key}`,
      from: base.name,
      to: revision.name,
    })
  })
}

/** Parameters that became required or optional. */
function required(matched: Compared, a: Parameter, b: Parameter): Finding[] {
  if (a.required === b.required) return []
  const pushed = isPushed(matched)
  const breaks = b.required !== pushed
  const witness = breaks
    ? matched.witnesses.withoutPart(matched, `${a.in}:${a.name}`, `${nounOf(a)} is required`)
    : undefined
  return [
    about(
      matched,
      `${pushed ? 'response-header' : 'request-parameter'}-became-${b.required ? 'required' : 'optional'}`,
      {
        base: a.node.pointer,
        revision: b.node.pointer,
        place: `${matched.base.key} ${a.key}`,
        ...(witness && { witness }),
        words: { part: nounOf(a) },
      },
    ),
  ]
}

function allowances(a: Parameter, b: Parameter): (Pick<RuleFinding, 'variant' | 'from' | 'to'> & { id: string })[] {
  const [empty, emptyToo] = [a.node.value.allowEmptyValue === true, b.node.value.allowEmptyValue === true]
  const [reserved, reservedToo] = [a, b].map(({ writing: how }) => how.by === 'style' && how.allowReserved)
  return [
    { id: 'request-parameter-allow-reserved-changed', from: reserved, to: reservedToo },
    { id: 'request-parameter-allow-empty-value-changed', from: empty, to: emptyToo },
  ]
    .filter(({ from, to }) => from !== to)
    .map((found) => ({ ...found, variant: found.to ? 'allowed' : undefined }))
}
