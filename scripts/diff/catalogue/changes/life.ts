/** How the end of a schema is announced: `deprecated` and `x-sunset`. */
import type { SchemaChange } from '../schema-changes.ts'

const string = { type: 'string' }
const gone = (date: string) => ({ ...string, deprecated: true, 'x-sunset': date })
const deprecated = { ...string, deprecated: true }
const told = 'Clients were told that they may rely on it until that date.'
const keep = 'Keep the date, or set a later one.'
const both = (advice: string) => ({ request: advice, response: advice })

// biome-ignore format: a table
export const life: readonly SchemaChange[] = [
  { suffix: 'deprecated', effect: 'says', what: 'it was marked as deprecated', before: string, after: deprecated, instead: both('Give the date from which it may be gone as `x-sunset`.') },
  { suffix: 'deprecated-with-sunset', effect: 'says', what: 'it was marked as deprecated, with the date from which it may be gone', before: string, after: gone('2999-01-01') },
  { suffix: 'reactivated', effect: 'says', what: 'it is not deprecated any more', before: deprecated, after: string },
  { suffix: 'sunset-deleted', effect: 'says', what: 'the date from which it may be gone was dropped', before: gone('2999-01-01'), after: deprecated, note: 'Clients cannot know any more until when they can stay.', instead: both(keep) },
  { suffix: 'sunset-date-changed-too-small', effect: 'says', what: 'the date from which it may be gone was moved to an earlier one', before: gone('2999-06-01'), after: gone('2999-01-01'), note: told, instead: both(keep) },
  { suffix: 'sunset-date-changed', effect: 'says', what: 'the date from which it may be gone was moved to a later one', before: gone('2999-01-01'), after: gone('2999-06-01') },
  { suffix: 'deprecated-sunset-invalid', effect: 'says', what: 'the date from which it may be gone is no date', before: string, after: gone('soon'), note: 'Clients cannot know until when they can stay.', instead: both('Write the date as `2027-06-30`.') },
]
