/** What the queries of lists have in common. */
import { instantOf } from './instant.ts'

/** The page that is asked for, and in which order. */
export function pageRequestOf<Sort>({ limit, cursor, sort }: { limit: number; cursor?: string; sort: Sort }) {
  return { limit, cursor: cursor ?? null, sort }
}

/** @throws Refusal VALIDATION_FAILED */
export function createdPeriodOf(query: { created_at_from?: string; created_at_before?: string }) {
  return {
    createdFrom: instantOf(query.created_at_from, 'query', 'created_at_from'),
    createdBefore: instantOf(query.created_at_before, 'query', 'created_at_before'),
  }
}
