import { brokenUniqueness } from '../db/errors.ts'
import { Refusal } from '../domain/refusal.ts'

export interface Uniqueness {
  /** The unique index behind it. */
  readonly index: string
  readonly code: string
  readonly pointer: string
  readonly detail: string
}

/** Writes, and says what is taken if it is. @throws Refusal with the code of the uniqueness */
export async function refuseTaken<T>({ index, code, pointer, detail }: Uniqueness, write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    if (brokenUniqueness(error) !== index) throw error
    throw new Refusal(code, { detail, errors: [{ in: 'body', pointer, code, message: 'is taken' }] })
  }
}

/** @throws Refusal REFERENCE_UNKNOWN */
export function refuseReference(pointer: string, what: string): never {
  throw new Refusal('REFERENCE_UNKNOWN', {
    detail: `${pointer.slice(1)} names no ${what}.`,
    errors: [{ in: 'body', pointer, code: 'REFERENCE_UNKNOWN', message: `names no ${what}` }],
  })
}
