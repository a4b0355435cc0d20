/** What `explain` knows of one id. The table is composed once: places × changes of a schema, and the rules' own entries. */
import { places } from './places.ts'
import { rules } from './rules.ts'
import { schemaChanges } from './schema-changes.ts'
import { schemaEntry } from './schema-entry.ts'

export interface Entry {
  id: string
  /** What the change is. */
  what: string
  /** Whom it breaks and how, or why nobody. */
  why: string
  /** How to reach the same end without breaking anyone; for a harmless change, how to make the most of it. */
  instead: string
  example: Example
}

/** Two fragments that differ by the change alone. */
export interface Example {
  /** Where in a document the fragments stand. */
  within: 'operation' | 'document'
  /** Of a document in which the fragments mean this; absent: 3.1. */
  openapi?: '3.0.3'
  before: Fragment
  after: Fragment
}

export type Fragment = { [member: string]: unknown }

export const entries: ReadonlyMap<string, Entry> = new Map(
  [
    ...places.flatMap((place) =>
      schemaChanges.filter(({ only }) => only === undefined || place[only]).map((change) => schemaEntry(place, change)),
    ),
    ...rules,
  ].map((entry) => [entry.id, entry]),
)

export function entry(id: string): Entry | undefined {
  return entries.get(id)
}
