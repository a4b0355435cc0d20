import type { Exchange } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { type Removal, removalOf } from '../lifecycle.ts'
import type { Exchanges } from '../match/exchanges.ts'
import type { Level } from '../result.ts'

/** Operations, webhooks and callbacks that came or went. */
export function existence({ removed: gone, added: came, both }: Exchanges, today: number): Finding[] {
  const kept = new Set(both.map(({ base }) => base.template))
  const without = (list: Exchange[]) =>
    list.filter(
      (exchange) => !list.some((other) => other !== exchange && exchange.key.startsWith(`${other.key} callback `)),
    )
  return [
    ...without(gone).map((exchange) => removed(exchange, !kept.has(exchange.template), today)),
    ...without(came).map(added),
    ...both
      .filter(({ base, revision }) => isRespelled(base, revision))
      .map(({ base, revision }) => respelled(base, revision)),
  ]
}

/** A slash more or less at the end of a path is another path (RFC 3986 §6.2.3). */
const isRespelled = (base: Exchange, revision: Exchange) =>
  base.kind === 'operation' &&
  ![base.template, revision.template].includes('/') &&
  base.path.endsWith('/') !== revision.path.endsWith('/')

function respelled(base: Exchange, revision: Exchange): Finding {
  return {
    id: 'api-path-removed-without-deprecation',
    level: 'error',
    proof: 'rule',
    operations: [base.label],
    base: base.operation.pointer,
    revision: revision.operation.pointer,
    place: base.key,
    text: `${base.label} is ${revision.label} now: requests to the path as it was find nothing where slashes count`,
    from: base.template,
    to: revision.template,
  }
}

const levels: Record<Removal, Level> = {
  'with-deprecation': 'info',
  'without-deprecation': 'error',
  'before-sunset': 'error',
  'sunset-invalid': 'error',
}

const why: Record<Removal, string> = {
  'with-deprecation': 'was removed, as its deprecation had announced',
  'without-deprecation': 'was removed without having been deprecated',
  'before-sunset': 'was removed before the sunset date that it had announced',
  'sunset-invalid': 'was removed, and the sunset date that it had announced is no date',
}

function removed(exchange: Exchange, wholePath: boolean, today: number): Finding {
  const removal = removalOf(exchange.operation.value, today)
  const draft = isDraft(exchange)
  return {
    id: removedId(exchange, removal, wholePath),
    level: draft ? 'info' : levels[removal],
    proof: 'rule',
    operations: [exchange.label],
    base: exchange.operation.pointer,
    revision: null,
    place: exchange.key,
    text: `${exchange.label} ${draft ? 'was removed; it was never promised to stay' : why[removal]}`,
    from: exchange.operation.value['x-sunset'],
  }
}

function removedId(exchange: Exchange, removal: Removal, wholePath: boolean): string {
  if (exchange.kind !== 'operation') return `${exchange.kind}-removed`
  if (removal === 'sunset-invalid') return 'api-path-sunset-parse'
  return `api-${wholePath ? 'path-' : ''}removed-${removal}`
}

function added(exchange: Exchange): Finding {
  const id = exchange.kind === 'operation' ? 'endpoint-added' : `${exchange.kind}-added`
  // A client that does not know the call cannot answer it, and cannot know that it must.
  const level = exchange.kind === 'callback' ? 'warning' : 'info'
  return {
    id,
    level,
    proof: 'rule',
    operations: [exchange.label],
    base: null,
    revision: exchange.operation.pointer,
    place: exchange.key,
    text: `${exchange.label} was added`,
  }
}

/** `x-stability-level` draft and alpha: what stands there may change at any time. */
export const isDraft = (exchange: Exchange) => ['draft', 'alpha'].includes(String(stabilityOf(exchange)))

export const stabilityOf = (exchange: Exchange): unknown =>
  exchange.operation.value['x-stability-level'] ?? exchange.item.value['x-stability-level']
