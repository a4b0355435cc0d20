/** The audit in words: a table by kind, and each miss and alarm. */
import type { Kind } from './kind.ts'
import type { Outcome, Result } from './run.ts'

/** True where a result is what the kind is certain of. */
export function isRight({ verdict, twoMinds }: Kind, outcome: Outcome): boolean {
  if (outcome === 'absent') return true
  if (verdict === 'break') return outcome === 'error' || (twoMinds !== undefined && outcome === 'warning')
  return outcome === 'info' || outcome === 'silent' || (twoMinds !== undefined && outcome === 'warning')
}

const columns: Outcome[] = ['error', 'warning', 'info', 'silent', 'slow', 'failed']

export function tableOf(kinds: readonly Kind[], results: readonly Result[]): string {
  const lines: string[] = []
  for (const verdict of ['break', 'harmless'] as const) {
    const ours = kinds.filter((kind) => kind.verdict === verdict)
    lines.push('', `${ours.length} kinds of ${verdict === 'break' ? 'break' : 'harmless change'}`)
    lines.push(row('kind', ['applied', ...columns]))
    const all = new Map<string, Result[]>(ours.map(({ name }) => [name, []]))
    for (const result of results) if (result.outcome !== 'absent') all.get(result.kind)?.push(result)
    for (const kind of ours) {
      const own = all.get(kind.name) ?? []
      const mark = own.every(({ outcome }) => isRight(kind, outcome)) ? (kind.twoMinds ? '~ ' : '') : '! '
      lines.push(row(mark + kind.name, counts(own)))
    }
    lines.push(row('sum', counts([...all.values()].flat())))
  }
  const minds = kinds.filter(({ twoMinds }) => twoMinds !== undefined)
  if (minds.length > 0) lines.push('', '~ the specification is of two minds, and a warning is right too:')
  for (const { name, twoMinds } of minds) lines.push(`  ${name}: ${twoMinds}`)
  return lines.join('\n')
}

const counts = (results: readonly Result[]) => [
  String(results.length),
  ...columns.map((column) => String(results.filter(({ outcome }) => outcome === column).length || '')),
]

const row = (name: string, cells: string[]) => name.padEnd(62) + cells.map((cell) => cell.padStart(9)).join('')

/** Each result that is not right, with what shows it again. */
export function faultsOf(kinds: readonly Kind[], results: readonly Result[], seed: number): string[] {
  return results.flatMap((result) => {
    const kind = kinds.find(({ name }) => name === result.kind)
    if (kind === undefined || isRight(kind, result.outcome)) return []
    const { document, place, round, outcome, said } = result
    return [
      [
        `${kind.verdict === 'break' ? 'break' : 'harmless'} called ${outcome}: ${kind.name}, ${document}, ${place}`,
        `  --seed ${seed} --kinds '^${kind.name.replaceAll(/[()[\].*+?]/g, '\\$&')}$' --round ${round} --write DIR`,
        ...said.slice(0, 4).map((line) => `  ${line.slice(0, 240)}`),
      ].join('\n'),
    ]
  })
}
