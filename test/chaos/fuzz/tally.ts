/** What a run has seen, in numbers that those of other runs can be added to. */
import { operations } from './contract.ts'
import { codeOf } from './judge.ts'
import type { Answer } from './send.ts'

export interface Tally {
  sequences: number
  requests: number
  milliseconds: number
  /** Got past authentication, as an operation that asks for it. */
  authenticated: number
  /** Made bad on purpose. */
  broken: number
  undeclared: number
  unanswered: number
  /** By the first digit. */
  readonly classes: Record<string, number>
  /** By the name of the operation: what was sent to it, and what was answered with 2xx. */
  readonly operations: Record<string, { sent: number; ok: number }>
}

export const emptyTally = (): Tally => ({
  sequences: 0,
  requests: 0,
  milliseconds: 0,
  authenticated: 0,
  broken: 0,
  undeclared: 0,
  unanswered: 0,
  classes: {},
  operations: Object.fromEntries(operations.map(({ name }) => [name, { sent: 0, ok: 0 }])),
})

/** Refusals that come before anybody asks who calls, or say that nobody knows. */
const before = new Set(['REQUEST_MALFORMED', 'ROUTE_UNKNOWN', 'METHOD_NOT_ALLOWED', 'NOT_ACCEPTABLE', 'URL_TOO_LONG'])

/** @param name of the operation; null where the request matched none @param scoped whether the operation asks who calls */
export function count(tally: Tally, name: string | null, scoped: boolean, answer: Answer): void {
  const { status } = answer
  const group = String(Math.floor(status / 100))
  tally.classes[group] = (tally.classes[group] ?? 0) + 1
  if (scoped && status !== 401 && status < 500 && !before.has(codeOf(answer))) tally.authenticated++
  const operation = name === null ? undefined : tally.operations[name]
  if (operation === undefined) return
  operation.sent++
  if (group === '2') operation.ok++
}

export function add(to: Tally, from: Tally): void {
  for (const name of [
    'sequences',
    'requests',
    'milliseconds',
    'authenticated',
    'broken',
    'undeclared',
    'unanswered',
  ] as const) {
    to[name] += from[name]
  }
  for (const [name, some] of Object.entries(from.classes)) to.classes[name] = (to.classes[name] ?? 0) + some
  for (const [name, { sent, ok }] of Object.entries(from.operations)) {
    const operation = to.operations[name]
    // An operation that the contract had when that run was made, and has no more.
    if (operation === undefined) continue
    operation.sent += sent
    operation.ok += ok
  }
}

/** The operations that were never answered with 2xx. */
export const uncovered = ({ operations: seen }: Tally) =>
  Object.entries(seen).flatMap(([name, { sent, ok }]) => (ok > 0 ? [] : [`${name} (sent ${sent})`]))

export function report(tally: Tally): string {
  const { requests, milliseconds, authenticated, broken, undeclared, unanswered, classes } = tally
  const share = (part: number) => `${((100 * part) / Math.max(1, requests)).toFixed(1)} %`
  const names = Object.keys(tally.operations)
  const missing = uncovered(tally)
  const byClass = Object.keys(classes)
    .sort()
    .map((digit) => `${digit}xx ${classes[digit]} (${share(classes[digit] as number)})`)
  return [
    `requests            ${requests} in ${tally.sequences} sequences, ${Math.round((1000 * requests) / Math.max(1, milliseconds))} a second`,
    `answers             ${byClass.join(', ')}`,
    `past authentication ${share(authenticated)}`,
    `bad on purpose      ${share(broken)}`,
    `answered with 2xx   ${names.length - missing.length} of ${names.length} operations${missing.length > 0 ? `; not ${missing.join(', ')}` : ''}`,
    `undeclared          ${undeclared}`,
    `5xx                 ${classes['5'] ?? 0}`,
    `no answer           ${unanswered}`,
  ].join('\n')
}
