import type { Exchange } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { type Removal, removalOf } from '../lifecycle.ts'
import type { Exchanges } from '../match/exchanges.ts'
import { byRule } from './rule.ts'

/** Operations, webhooks and callbacks that were added or removed. */
export function existence(exchanges: Exchanges, today: number): Finding[] {
  const kept = new Set(exchanges.both.map(({ base }) => base.template))
  return [
    ...withoutCallbacks(exchanges.removed).map((exchange) => removed(exchange, !kept.has(exchange.template), today)),
    ...withoutCallbacks(exchanges.added).map(added),
    ...exchanges.both
      .filter(({ base, revision }) => hasOtherSlash(base, revision))
      .map(({ base, revision }) => otherSlash(base, revision)),
  ]
}

/** The list without callbacks whose operation is in it too. */
const withoutCallbacks = (list: Exchange[]) =>
  list.filter(
    (exchange) => !list.some((other) => other !== exchange && exchange.key.startsWith(`${other.key} callback `)),
  )

/** True where the two paths differ by a slash at the end, which makes them different paths (RFC 3986 §6.2.3). */
const hasOtherSlash = (base: Exchange, revision: Exchange) =>
  base.kind === 'operation' &&
  ![base.template, revision.template].includes('/') &&
  base.path.endsWith('/') !== revision.path.endsWith('/')

function otherSlash(base: Exchange, revision: Exchange): Finding {
  return byRule('api-path-removed-without-deprecation', {
    variant: 'trailingSlash',
    operations: [base.label],
    base: base.operation.pointer,
    revision: revision.operation.pointer,
    place: base.key,
    from: base.template,
    to: revision.template,
    words: { operation: base.label, to: revision.label },
  })
}

function removed(exchange: Exchange, wholePath: boolean, today: number): Finding {
  const removal = removalOf(exchange.operation.value, today)
  const isOperation = exchange.kind === 'operation'
  return byRule(isOperation ? removedIds[removal](wholePath) : `${exchange.kind}-removed`, {
    variant: isOperation ? undefined : removedVariants[removal],
    operations: [exchange.label],
    base: exchange.operation.pointer,
    revision: null,
    place: exchange.key,
    from: exchange.operation.value['x-sunset'],
    words: { operation: exchange.label },
  })
}

const removedIds: Record<Removal, (wholePath: boolean) => string> = {
  'with-deprecation': (wholePath) => `api-${wholePath ? 'path-' : ''}removed-with-deprecation`,
  'without-deprecation': (wholePath) => `api-${wholePath ? 'path-' : ''}removed-without-deprecation`,
  'before-sunset': (wholePath) => `api-${wholePath ? 'path-' : ''}removed-before-sunset`,
  'sunset-invalid': () => 'api-path-sunset-parse',
}

/** The variants for webhooks and callbacks, which have one id for all removals. */
const removedVariants: Record<Removal, string | undefined> = {
  'with-deprecation': 'announced',
  'without-deprecation': undefined,
  'before-sunset': 'beforeSunset',
  'sunset-invalid': 'sunsetInvalid',
}

function added(exchange: Exchange): Finding {
  return byRule(exchange.kind === 'operation' ? 'endpoint-added' : `${exchange.kind}-added`, {
    operations: [exchange.label],
    base: null,
    revision: exchange.operation.pointer,
    place: exchange.key,
    words: { operation: exchange.label },
  })
}

/** True for operations that may change at any time: `x-stability-level` draft or alpha. */
export const isDraft = (exchange: Exchange) => ['draft', 'alpha'].includes(String(stabilityOf(exchange)))

export const stabilityOf = (exchange: Exchange): unknown =>
  exchange.operation.value['x-stability-level'] ?? exchange.item.value['x-stability-level']
