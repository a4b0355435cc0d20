/** The result of a comparison: exactly the JSON that other tools read. */

export type Verdict = 'breaking' | 'warning' | 'compatible' | 'identical'
export type Bump = 'major' | 'minor' | 'patch' | 'none'
export type Level = 'error' | 'warning' | 'info'
export type Proof = 'witness' | 'proven' | 'rule' | 'unknown'

export interface DiffResult {
  verdict: Verdict
  /** The least bump of the next version (semver 2.0.0). An approval changes neither this nor the verdict. */
  bump: Bump
  changes: Change[]
}

export interface Change {
  /** In kebab-case; the id of oasdiff where it has one. */
  id: string
  level: Level
  proof: Proof
  /** Every operation that the change affects: `POST /v2/orders`. */
  operations: string[]
  /** A JSON pointer (RFC 6901) into each document; null where it has no such place. */
  pointer: PerSide
  /** `file:line:col`, one-based; null where the document has no such place. */
  source: PerSide
  text: string
  witness?: Witness
  /** Identifies the change. Neither its wording nor its line is part of it. */
  fingerprint: string
  /** Set where an approval in openapi/approvals.yaml is valid. The change then does not fail the run. */
  approved?: { owner: string; reason: string; until: string }
}

interface PerSide {
  base: string | null
  revision: string | null
}

/** A whole message that one contract allows and the other refuses. */
export interface Witness {
  kind: 'request' | 'response'
  /** Who sends it: a client built on the base, or a server built on the revision. Servers send webhooks. */
  sender: 'client' | 'server'
  method: string
  /** For a request, the encoded path with its query: `/v2/orders?limit=5`. For a response, the template. */
  path: string
  /** The status of a response. */
  status?: number
  headers: Record<string, string>
  /** Absent where the message has no body. */
  body?: unknown
  /** Why the other contract refuses it: `body /lines/0/quantity is below 2`. */
  refusal: string
}

/** Compares two contracts by their names on the command line: a file, `v2@2.1.0`, `main:openapi/v2/openapi.yaml`. */
export type CompareContracts = (base: string, revision: string) => Promise<DiffResult>
