import { Refusal } from './refusal.ts'

/** White space, and what fonts show nothing of: `\p{Cf}` and the Hangul fillers. */
const unseen = /^[\s\p{Cf}\u115F\u1160\u3164\uFFA0]*$/u

/** Somebody must be able to read it. @param pointer of the member @throws Refusal VALIDATION_FAILED where it is blank */
export function checkName(pointer: string, name: string): void {
  if (!unseen.test(name)) return
  const errors = [{ in: 'body' as const, pointer, code: 'BLANK', message: 'must hold more than white space' }]
  throw new Refusal('VALIDATION_FAILED', { detail: 'A name is blank.', errors })
}
