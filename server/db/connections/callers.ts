/** What one caller may have under way at once, so that the others have the rest. */
import type { Principal } from '../../domain/principal.ts'
import { Refusal } from '../../domain/refusal.ts'
import { type Share, ShareExhausted } from './shares.ts'

export type Caller = Pick<Principal, 'kind' | 'id' | 'partnerId'>

export function ownShares({ kind, id, partnerId }: Caller, perCaller: number, perPartner: number): Share[] {
  const own = { key: `caller ${kind}:${id}`, most: perCaller }
  return partnerId === null ? [own] : [own, { key: `partner ${partnerId}`, most: perPartner }]
}

/** @returns RATE_LIMITED where a share of the caller's own is used up, SERVICE_UNAVAILABLE where others hold the rest; else the error */
export function refusalOf(error: unknown, own: readonly Share[]): unknown {
  if (!(error instanceof ShareExhausted)) return error
  const { full } = error
  const headers = { 'retry-after': String(1 + Math.floor(Math.random() * 3)) }
  if (full === null || !own.some(({ key }) => key === full.key)) {
    return new Refusal('SERVICE_UNAVAILABLE', { detail: 'Send the same request again after Retry-After.', headers })
  }
  const detail = `No more than ${full.most} of these run for you at once; wait for those that you sent.`
  return new Refusal('RATE_LIMITED', { detail, headers })
}
