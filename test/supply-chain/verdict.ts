/** What the answers of `npm audit --json` come to. */

export interface Audit {
  /** Absent where the registry did not answer. */
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>
  /** Why it did not. */
  readonly message?: string
}

interface Vulnerability {
  readonly name: string
  readonly severity: string
  readonly range: string
  /** Advisories, or the names of packages that it has them from. */
  readonly via: readonly (string | { readonly title: string; readonly url: string })[]
}

const ranks = ['info', 'low', 'moderate', 'high', 'critical']
const rank = ({ severity }: Vulnerability) => ranks.indexOf(severity)

/** @param serving of what is installed with the server, without what develops it */
export function verdictOf({ all, serving }: { all: Audit; serving: Audit }): { lines: string[]; failed: boolean } {
  if (all.vulnerabilities === undefined || serving.vulnerabilities === undefined) {
    const why = all.message ?? serving.message ?? 'it gave no reason'
    return { lines: [`audit: nothing was checked, since the registry did not answer: ${why}`], failed: false }
  }
  const served = new Set(Object.keys(serving.vulnerabilities))
  const found = Object.values(all.vulnerabilities)
  const grave = found.filter((one) => rank(one) >= ranks.indexOf(served.has(one.name) ? 'moderate' : 'high'))
  const lines = found.map((one) => `${lineOf(one)}${served.has(one.name) ? ', which the server runs with' : ''}`)
  return {
    lines: [...lines, `audit: ${found.length} packages with known weaknesses, ${grave.length} that must be replaced`],
    failed: grave.length > 0,
  }
}

function lineOf({ name, severity, range, via }: Vulnerability): string {
  const why = via.map((one) => (typeof one === 'string' ? `by ${one}` : `${one.title} ${one.url}`))
  return `${severity}: ${name} ${range} (${why.join('; ')})`
}
