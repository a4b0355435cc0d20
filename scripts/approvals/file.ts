/** openapi/approvals.yaml: a list of breaking changes that somebody accepted. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap, YAMLSeq, type Node as YamlNode } from 'yaml'
import { Failure, reason } from '../openapi/failure.ts'

export const approvalsPath = 'openapi/approvals.yaml'

export interface Approval {
  fingerprint: string
  owner: string
  reason: string
  /** The last day, UTC, on which it holds: `2026-12-31`. */
  until: string
}

/** An approval with its place, `file:line:col`. */
export type PlacedApproval = Approval & { source: string }

const members = ['fingerprint', 'owner', 'reason', 'until'] as const

/** Throws Failure with the place of the first fault. */
export function parseApprovals(text: string, shown: string): PlacedApproval[] {
  const { document, place } = open(text, shown)
  if (document.contents === null) return []
  if (!isSeq(document.contents)) throw new Failure(`${place(document.contents)}: approvals are a list`)
  const approvals = document.contents.items.map((item) => one(item as YamlNode, place))
  const seen = new Map<string, string>()
  for (const { fingerprint, source } of approvals) {
    const first = seen.get(fingerprint)
    if (first) throw new Failure(`${source}: ${fingerprint} is approved at ${first} already; keep one of the two`)
    seen.set(fingerprint, source)
  }
  return approvals
}

/** The text with the approval at its end, or in place of the one with the same fingerprint. All else stays as it is. */
export function writeApproval(text: string, shown: string, approval: Approval): string {
  parseApprovals(text, shown)
  const { document } = open(text, shown)
  if (document.contents === null) document.contents = new YAMLSeq() as unknown as typeof document.contents
  const list = document.contents as unknown as YAMLSeq<YAMLMap>
  const held = list.items.find((item) => item.get('fingerprint') === approval.fingerprint)
  if (held) for (const member of members) held.set(member, approval[member])
  else list.add(document.createNode({ ...approval }) as YAMLMap)
  list.flow = false
  return document.toString({ lineWidth: 0 })
}

/** True for a day of the calendar written as RFC 3339's full-date. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function open(text: string, shown: string) {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${shown}:${line}:${col}`
  }
  const broken = document.errors[0]
  if (broken) throw new Failure(`${at(broken.pos[0])}: not YAML: ${reason(broken)}`)
  return { document, place: (node: YamlNode) => at(node.range?.[0] ?? 0) }
}

function one(item: YamlNode, place: (node: YamlNode) => string): PlacedApproval {
  const source = place(item)
  if (!isMap(item)) throw new Failure(`${source}: an approval has the members ${members.join(', ')}`)
  const values: Record<string, string> = {}
  for (const pair of item.items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : '?'
    const where = place((pair.value ?? pair.key) as YamlNode)
    if (!members.some((member) => member === name))
      throw new Failure(
        `${place(pair.key as YamlNode)}: an approval has no member ${JSON.stringify(name)}; it has ${members.join(', ')}`,
      )
    if (!isScalar(pair.value) || typeof pair.value.value !== 'string' || pair.value.value.trim() === '')
      throw new Failure(`${where}: ${name} must be a text that is not empty; quote it where it looks like a number`)
    values[name] = pair.value.value
    if (name === 'until' && !isDay(pair.value.value))
      throw new Failure(`${where}: until is a day such as 2026-12-31, not ${JSON.stringify(pair.value.value)}`)
  }
  const missing = members.find((member) => values[member] === undefined)
  if (missing) throw new Failure(`${source}: an approval needs ${missing}`)
  return { ...(values as unknown as Approval), source }
}
