import path from 'node:path'
import { Failure } from '../openapi/failure.ts'
import { displayPath } from '../openapi/read/files.ts'
import { redocly } from './redocly.ts'

/** A rule that a document breaks, and where. */
export interface LintFinding {
  severity: 'error' | 'warn'
  rule: string
  message: string
  /** `file:line:col`. */
  place: string
}

interface RedoclyReport {
  problems: {
    severity: LintFinding['severity']
    ruleId: string
    message: string
    suggest?: string[]
    location: { source: { ref: string }; start?: { line: number; col: number }; pointer?: string }[]
  }[]
}

const foreignRules = path.join(import.meta.dirname, 'lint/foreign.yaml')

/**
 * Runs Redocly's linter on one document, in a process of its own, because it caches the rules that it loads as plugins.
 * `config` is the file of our rules, `api` its entry that applies. Without them the recommended rules apply.
 */
export async function lint(spec: string, own?: { config: string; api: string }): Promise<LintFinding[]> {
  const what = own ? [own.api, '--config', own.config] : [spec, '--config', foreignRules]
  const { stdout, stderr } = await redocly(['lint', ...what, '--format=json', '--max-problems=1000'])
  const start = stdout.indexOf('{')
  if (start < 0)
    throw new Failure(`${displayPath(spec)}: cannot be linted: ${(stderr || stdout).trim().split('\n')[0]}`)
  const { problems } = JSON.parse(stdout.slice(start)) as RedoclyReport
  return problems.map(({ severity, ruleId, message, suggest = [], location: [at] }) => ({
    severity,
    rule: ruleId,
    message: [message.replaceAll(/\s*\n\s*/g, ' '), suggest.length > 0 ? `did you mean ${suggest.join(' or ')}?` : '']
      .join(' ')
      .trim(),
    place: `${displayPath(path.resolve(at?.source.ref ?? spec))}:${at?.start?.line ?? 1}:${at?.start?.col ?? 1}`,
  }))
}
