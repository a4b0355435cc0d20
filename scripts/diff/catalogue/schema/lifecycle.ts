/** Changes of `deprecated` and `x-sunset`, by which a contract announces a removal. */
import { error, info, infoUnlessStrict } from '../levels.ts'
import type { SchemaChange } from './change.ts'

const string = { type: 'string' }
const ending = (date: string) => ({ ...string, deprecated: true, 'x-sunset': date })
const deprecated = { ...string, deprecated: true }
const promised = 'The contract promised that it stays until that date.'
const keep = 'Keep the date, or set a later one.'
const both = (advice: string) => ({ request: advice, response: advice })

// biome-ignore format: a table
export const lifecycle: readonly SchemaChange[] = [
  { suffix: 'deprecated', effect: 'says', what: 'it was marked as deprecated', sentence: 'it was deprecated', levels: infoUnlessStrict, before: string, after: deprecated, instead: both('Give the date from which it may be removed as `x-sunset`.') },
  { suffix: 'deprecated-with-sunset', effect: 'says', what: 'it was marked as deprecated, with the date from which it may be removed', sentence: 'it was deprecated; it may be removed from {to} on', levels: infoUnlessStrict, before: string, after: ending('2999-01-01') },
  { suffix: 'reactivated', effect: 'says', what: 'it is no longer deprecated', sentence: 'it is no longer deprecated', levels: info, before: deprecated, after: string },
  { suffix: 'sunset-deleted', effect: 'says', what: 'the date from which it may be removed was removed', sentence: 'the sunset date {from} was removed, and it stays deprecated', levels: error, before: ending('2999-01-01'), after: deprecated, note: 'Clients no longer know how long they can rely on it.', instead: both(keep) },
  { suffix: 'sunset-date-changed-too-small', aspect: 'sunset-earlier', effect: 'says', what: 'the date from which it may be removed was moved to an earlier one', sentence: 'the sunset date moved to an earlier day, from {from} to {to}', levels: error, before: ending('2999-06-01'), after: ending('2999-01-01'), note: promised, instead: both(keep) },
  { suffix: 'sunset-date-changed', aspect: 'sunset-moved', effect: 'says', what: 'the date from which it may be removed was moved to a later one', sentence: 'the sunset date changed from {from} to {to}', levels: info, before: ending('2999-01-01'), after: ending('2999-06-01') },
  { suffix: 'deprecated-sunset-invalid', aspect: 'sunset-invalid', effect: 'says', what: 'the date from which it may be removed (`x-sunset`) is not a date', sentence: 'the sunset date {to:value} is not a date', levels: error, before: string, after: ending('soon'), note: 'Clients do not know how long they can rely on it.', instead: both('Write the date as `2027-06-30`.') },
]
