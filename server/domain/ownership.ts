import { Refusal } from './refusal.ts'

/** @throws Refusal NOT_OWNER when the object exists but is another's, else NOT_FOUND */
export function refuseAbsent(kind: string, id: string, exists: boolean): never {
  throw exists
    ? new Refusal('NOT_OWNER', { detail: `This ${kind} belongs to somebody else.` })
    : new Refusal('NOT_FOUND', { detail: `There is no ${kind} ${id}.` })
}
