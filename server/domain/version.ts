import { Refusal } from './refusal.ts'

/** The row versions that the caller accepts (`If-Match`); null: any. */
export type Expected = readonly number[] | null

/** @throws Refusal PRECONDITION_FAILED */
export function checkVersion(expected: Expected, version: number): void {
  if (expected === null || expected.includes(version)) return
  throw new Refusal('PRECONDITION_FAILED', { detail: `The ETag is "${version}" now.` })
}
