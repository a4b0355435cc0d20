/** SARIF 2.1.0 (OASIS, 2020): the part that GitHub's code scanning reads. */
import { findRow } from '../catalogue/rows.ts'
import type { Change, DiffResult, Level } from '../result.ts'
import type { FormatContext } from './context.ts'
import { type FilePlace, parsePlace, placeOf } from './place.ts'
import { claim, message } from './witness.ts'

const sarifLevels: Record<Level, string> = { error: 'error', warning: 'warning', info: 'note' }
const approvalsRule = 'approval-invalid'

export function sarif(result: DiffResult, context: FormatContext): string {
  const ids = [...new Set(result.changes.map((change) => change.id))].sort()
  if (context.complaints.length > 0) ids.push(approvalsRule)
  const run = {
    tool: { driver: { name: 'stockroom-contract-diff', semanticVersion: '2.0.0', rules: ids.map(rule) } },
    automationDetails: { id: `contract-diff/${context.base}/` },
    columnKind: 'utf16CodeUnits',
    results: [
      ...result.changes.map((change) => finding(change, ids.indexOf(change.id))),
      ...context.complaints.map((complaint) => ({
        ruleId: approvalsRule,
        ruleIndex: ids.indexOf(approvalsRule),
        level: 'error',
        message: { text: complaint.text },
        locations: [parsePlace(complaint.source)].flatMap(located),
        partialFingerprints: { 'approval/v1': complaint.text },
      })),
    ],
    properties: { verdict: result.verdict, bump: result.bump, base: context.base, revision: context.revision },
  }
  const $schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, null, 2)}\n`
}

function rule(id: string) {
  const { meaning, reason, advice } = findRow(id) ?? {
    meaning: 'An approval that is expired or matches no change',
    reason: 'An approval must not outlive what it was given for.',
    advice: 'Delete it from openapi/approvals.yaml, or approve again with a new date.',
  }
  return {
    id,
    shortDescription: { text: meaning },
    fullDescription: { text: reason },
    help: {
      text: `${reason}\nInstead: ${advice}`,
      markdown: `${reason}\n\n**Instead:** ${advice}`,
    },
  }
}

function finding(change: Change, ruleIndex: number) {
  const text = change.witness ? `${change.text}\n${claim(change.witness)}\n\n${message(change.witness)}` : change.text
  const place = placeOf(change)
  const base = change.source.base === null ? undefined : parsePlace(change.source.base)
  return {
    ruleId: change.id,
    ruleIndex,
    level: sarifLevels[change.level],
    message: { text },
    locations: located(place),
    relatedLocations: located(base).map((location) => ({ ...location, message: { text: 'in the base' } })),
    partialFingerprints: { 'contractChange/v1': change.fingerprint },
    ...(change.approved ? { suppressions: [suppression(change.approved)] } : {}),
    properties: { operations: change.operations, proof: change.proof, pointer: change.pointer },
  }
}

function suppression({ owner, reason, until }: NonNullable<Change['approved']>) {
  return { kind: 'external', status: 'accepted', justification: `${owner} until ${until}: ${reason}` }
}

function located(place: FilePlace | undefined) {
  if (!place) return []
  const region = { startLine: place.line, startColumn: place.column }
  return [{ physicalLocation: { artifactLocation: { uri: uri(place.file) }, region } }]
}

/** A relative path as a relative reference (RFC 3986 §4.2), an absolute one as a file URI. */
function uri(file: string): string {
  const path = file.toWellFormed().replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
  return path.startsWith('/') ? `file://${path}` : path
}
