import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { type LintFinding, lint } from '../generate/lint.ts'
import { Failure, type Warning } from '../openapi/failure.ts'
import { load, readRoot } from '../openapi/load.ts'
import { slowPatterns } from '../openapi/slow-patterns.ts'
import { type GenerateTarget, ownTargets, root } from './generate/targets.ts'

const help = `Usage: npm run contract -- lint [--spec FILE]

Our own versions by openapi/redocly.yaml, any other document by Redocly's recommended rules.
One line for each finding: file:line:col, severity, rule, message. Exit 1 when one is an error.

  --spec FILE  any OpenAPI 3.0 or 3.1 document; without it, each of our own versions`

export async function lintCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { spec: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    strict: true,
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  if (values.spec !== undefined) return tell([await lintForeign(path.resolve(values.spec))])
  return tell(await Promise.all(ownTargets().map(lintOwn)))
}

async function lintForeign(spec: string): Promise<LintFinding[]> {
  const own = ownTargets().find((target) => target.spec === spec)
  if (own) return lintOwn(own)
  readRoot(spec, process.cwd())
  return [...readingOf(spec), ...(await lint(spec))]
}

export async function lintOwn({ spec, name }: GenerateTarget): Promise<LintFinding[]> {
  readRoot(spec, process.cwd())
  const config = path.join(root, 'openapi/redocly.yaml')
  if (!existsSync(config)) throw new Failure('openapi/redocly.yaml: no such file; it holds the rules of our contract')
  const { apis } = parse(readFileSync(config, 'utf8')) as { apis?: Record<string, unknown> }
  if (!apis?.[name]) throw new Failure(`openapi/redocly.yaml: has no apis.${name}; add it, with the rules for ${name}`)
  return [...readingOf(spec), ...(await lint(spec, { config, api: name }))]
}

/** The warnings of the loader; none where the document cannot be loaded, because the linter reports the reasons. */
function readingOf(spec: string): LintFinding[] {
  try {
    const { document, warnings, place } = load(spec, process.cwd())
    const findings = (found: Warning[], rule: string): LintFinding[] =>
      found.map((warning) => ({ ...warning, severity: 'warn', rule }))
    return [...findings(warnings, 'reading'), ...findings(slowPatterns(document, place), 'linear-patterns')]
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    return []
  }
}

export const findingLine = ({ place, severity, rule, message }: LintFinding): string =>
  `${place}: ${severity === 'error' ? 'error' : 'warning'}: ${message} [${rule}]`

function tell(all: LintFinding[][]): number {
  const findings = all.flat()
  for (const finding of findings) console.log(findingLine(finding))
  const errors = findings.filter(({ severity }) => severity === 'error').length
  console.log(`lint: ${errors} errors, ${findings.length - errors} warnings`)
  return errors > 0 ? 1 : 0
}
