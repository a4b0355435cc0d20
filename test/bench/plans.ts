/** What a plan of `explain (analyze, format json)` says of one table. */

export interface Reading {
  /** Rows of the table that were looked at, those thrown away included. */
  readonly rows: number
  readonly milliseconds: number
  /** The indexes, or that the table was read whole. */
  readonly scan: string
}

interface Node {
  'Node Type'?: string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

export function readingOf(plan: { Plan?: Node; 'Execution Time'?: number }, table: string): Reading {
  const nodes = flat(plan.Plan ?? {})
  const scans = nodes.filter((node) => node['Relation Name'] === table)
  const indexes = nodes.map((node) => node['Index Name']).filter((name) => name?.startsWith(`${table}_`))
  const whole = scans.some((node) => node['Node Type'] === 'Seq Scan')
  return {
    rows: Math.round(scans.reduce((sum, node) => sum + rowsOf(node), 0)),
    milliseconds: plan['Execution Time'] ?? 0,
    scan: [...(whole ? ['the whole table'] : []), ...indexes].join(' and '),
  }
}

function flat(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flat)]
}

function rowsOf(node: Node): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return ((node['Actual Rows'] ?? 0) + removed) * (node['Actual Loops'] ?? 1)
}
