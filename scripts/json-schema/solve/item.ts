import type { Json } from '../question.ts'
import type { ObjectFacet, SchemaNode } from '../read/node.ts'
import type { Rational } from '../read/rational.ts'
import type { Literal } from './literal.ts'

/** The keywords of an object's schema that apply to its members. */
export type MemberSchemas = Pick<ObjectFacet, 'properties' | 'hidden' | 'patterns' | 'additional'>
/** The keywords of an array's schema that apply to its items by position. */
export interface ItemSchemas {
  prefix: SchemaNode[]
  items: SchemaNode | null
}

/** One condition on a value of a known type. `produced`: it comes from the producer's schema. */
export type Atom =
  | { on: 'values'; values: Json[] }
  | { on: 'unread'; keyword: string; pointer: string }
  | { on: 'low' | 'high'; bound: Rational; open: boolean }
  | { on: 'multiple' | 'notMultiple'; of: Rational }
  | { on: 'notNumber'; value: Rational }
  | { on: 'length'; min: number; max: number }
  | { on: 'pattern'; source: string; sign: boolean; samples?: readonly string[] }
  | { on: 'format'; name: string; sign: boolean; pointer: string }
  | { on: 'notText'; text: string }
  | { on: 'size'; min: number; max: number }
  | { on: 'each'; items: ItemSchemas; produced: boolean }
  | { on: 'some'; items: ItemSchemas }
  | { on: 'unique'; sign: boolean }
  | { on: 'atLeast'; node: SchemaNode; count: number; produced: boolean }
  | { on: 'atMost'; node: SchemaNode; count: number }
  | { on: 'has' | 'lacks'; name: string; produced: boolean }
  | { on: 'count'; min: number; max: number }
  | { on: 'members'; members: MemberSchemas; produced: boolean }
  | { on: 'violates'; members: MemberSchemas }
  | { on: 'names'; node: SchemaNode }
  | { on: 'badName'; node: SchemaNode }

export type Item = Atom | Literal | { on: 'choice'; choice: Choice }

/** At least one option must be satisfied, with all its items. */
export interface Choice {
  options: Item[][]
  /** True where the options declare different members, so that none may be skipped because another is satisfied. */
  isDeclaring: boolean
}

export const isLiteral = (item: Item): item is Literal => 'node' in item && 'sign' in item && !('on' in item)
export const choice = (options: Item[][], isDeclaring = false): Item => ({
  on: 'choice',
  choice: { options, isDeclaring },
})
