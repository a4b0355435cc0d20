import type { Route as GeneratedRoute } from '../../generated/v2/operations.ts'

/** A row of any version's route table. */
export interface Route extends Omit<GeneratedRoute, 'id'> {
  readonly id: string
}
