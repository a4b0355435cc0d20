/** What a comparison of two contracts answers: the JSON that other tools read, and nothing that is not in it. */

export type Verdict = 'breaking' | 'warning' | 'compatible' | 'identical'
export type Bump = 'major' | 'minor' | 'patch' | 'none'
export type Level = 'error' | 'warning' | 'info'
export type Proof = 'witness' | 'proven' | 'rule' | 'unknown'

export interface DiffResult {
  verdict: Verdict
  /** What the change demands of the next version (semver 2.0.0). An approval lowers neither this nor the verdict. */
  bump: Bump
  changes: Change[]
}

export interface Change {
  /** kebab-case, oasdiff's where one exists. */
  id: string
  level: Level
  proof: Proof
  /** `POST /v2/orders`, every operation that the one cause reaches. */
  operations: string[]
  /** RFC 6901 into the document of each side; null where the side has no such place. */
  pointer: PerSide
  /** `file:line:col`, one-based; null where the side has no such place. */
  source: PerSide
  text: string
  witness?: Witness
  /** Stands for the change itself: neither its wording nor its line is part of it. */
  fingerprint: string
  /** Only where an approval in openapi/approvals.yaml holds; the change then fails nothing. */
  approved?: { owner: string; reason: string; until: string }
}

export interface PerSide {
  base: string | null
  revision: string | null
}

/** One whole message that the one contract allows and the other refuses. */
export interface Witness {
  kind: 'request' | 'response'
  /** Whose message it is: a client makes it by the base, a server by the revision. Webhooks are a server's requests. */
  sender: 'client' | 'server'
  method: string
  /** A request's is filled in and encoded, with its query: `/v2/orders?limit=5`. A response's is the template. */
  path: string
  /** Of a response. */
  status?: number
  headers: Record<string, string>
  /** Absent: no body. */
  body?: unknown
  /** What the refusing contract says of it: `body /lines/0/quantity must be >= 2`. */
  refusal: string
}

/** Compares two contracts by what the command line calls them: a file, `v2@2.1.0`, `main:openapi/v2/openapi.yaml`. */
export type CompareContracts = (base: string, revision: string) => Promise<DiffResult>
