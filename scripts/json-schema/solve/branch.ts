import type { Json } from '../question.ts'
import type { TypeName } from '../read/node.ts'
import { expand } from './expand.ts'
import { type Atom, type Choice, type Item, isLiteral } from './item.ts'
import { solveList } from './list.ts'
import { keyOf, type Literal } from './literal.ts'
import { solveMembers } from './members.ts'
import { solveNumber } from './number.ts'
import { refusedAlone } from './refusals.ts'
import { anyOf, EMPTY, type Result, unknown } from './result.ts'
import { type Search, spend } from './search.ts'
import { solveText } from './text.ts'

interface BranchState {
  /** Keys of the literals that are expanded already. */
  seen: ReadonlySet<string>
  /** Negative literals of the alternatives of unions that are refused as a whole. */
  refused: readonly Literal[]
  /** Positive literals: those of the goal, or of the alternative that was chosen last. */
  stated: readonly Literal[]
  atoms: readonly Atom[]
  choices: readonly Choice[]
}

/** Expands the literals for one type into conditions, choice by choice, and solves each combination. */
export function branch(
  search: Search,
  type: TypeName,
  literals: readonly Literal[],
  list: (values: Json[]) => Result,
): Result {
  const isProduced = literals.some(({ produced }) => produced)
  return proceed({ seen: new Set(), refused: [], stated: [], atoms: [], choices: [] }, literals)

  function proceed(state: BranchState, items: readonly Item[]): Result {
    // Copying the state costs too, where there are hundreds of choices.
    spend(search, 1 + ((state.choices.length + state.atoms.length) >> 4))
    const opened = open(state, items)
    if (opened === null) return EMPTY
    const values = opened.atoms.find((atom) => atom.on === 'values')
    if (values) return list(values.values)
    const narrowed = narrow(opened)
    if (narrowed === null) return EMPTY
    const isRestated = opened.stated !== state.stated
    const refused = refusedAlone(search, opened.stated, opened.refused.slice(isRestated ? 0 : state.refused.length))
    if (refused) return refused
    const [first, ...rest] = narrowed
    if (!first) return leaf(opened.atoms)
    return anyOf(first.options, (option) => proceed({ ...opened, choices: rest }, option))
  }

  function open(state: BranchState, items: readonly Item[]): BranchState | null {
    const seen = new Set(state.seen)
    const claimed = new Set(state.seen)
    const refused = [...state.refused]
    const atoms = [...state.atoms]
    const choices = [...state.choices]
    const pending: Item[] = []
    if (!take(items)) return null
    for (let item = pending.pop(); item; item = pending.pop()) {
      if (isLiteral(item)) {
        const key = keyOf(item)
        if (seen.has(key)) continue
        seen.add(key)
        const parts = expand(search, item, type)
        if (parts === null || !take(parts)) return null
      } else if (item.on !== 'choice') {
        if (clashes(atoms, item)) return null
        atoms.push(item)
      } else if (item.choice.options.length === 0) return null
      else if (item.choice.options.length > 1) choices.push(item.choice)
      else if (!take(item.choice.options[0] as Item[])) return null
    }
    return { seen, refused, stated: statedBy(items) ?? state.stated, atoms, choices }

    /** False where a literal contradicts an earlier one, whether expanded or not. */
    function take(parts: readonly Item[]): boolean {
      for (const part of parts)
        if (isLiteral(part)) {
          if (conflicts(claimed, part)) return false
          claimed.add(keyOf(part))
        }
      const refusals = parts.filter(isLiteral).filter(({ sign }) => !sign)
      if (refusals.length > 1) refused.push(...refusals)
      pending.push(...parts.toReversed())
      return true
    }
  }

  /** The choices left, without options that contradict the state. The one with the fewest options comes first. */
  function narrow({ seen, refused, atoms, choices }: BranchState): Choice[] | null {
    const left: Choice[] = []
    for (const { options, isDeclaring } of choices) {
      const viable = options.filter(
        (option) =>
          !option.some((item) =>
            isLiteral(item) ? conflicts(seen, item) : item.on !== 'choice' && clashes(atoms, item),
          ),
      )
      if (viable.length === 0) return null
      if (!isDeclaring && viable.some((option) => option.every((item) => isLiteral(item) && seen.has(keyOf(item)))))
        continue
      left.push({ options: viable, isDeclaring })
    }
    // Once the alternative is chosen, a single refusal may exclude it.
    const rank = (choice: Choice): number => (refused.length > 1 && isUnion(choice) ? 0 : choice.options.length)
    return left.sort((a, b) => rank(a) - rank(b))
  }

  function leaf(atoms: readonly Atom[]): Result {
    const result = solveLeaf(atoms)
    const unread = atoms.find((atom) => atom.on === 'unread')
    return unread && result.kind !== 'empty'
      ? unknown(`the keyword ${unread.keyword} is not read`, unread.pointer)
      : result
  }

  function solveLeaf(atoms: readonly Atom[]): Result {
    if (type === 'number') return solveNumber(atoms, isProduced)
    if (type === 'string') return solveText(atoms)
    return type === 'array' ? solveList(search, atoms, isProduced) : solveMembers(search, atoms, isProduced)
  }
}

const isUnion = ({ options, isDeclaring }: Choice): boolean =>
  !isDeclaring && options.every((option) => option.some((item) => isLiteral(item) && item.sign))

function statedBy(items: readonly Item[]): Literal[] | null {
  const stated = items.filter(isLiteral).filter(({ sign }) => sign)
  // Where other schemas may declare members too, the alternative alone does not close the object.
  const isClosed = items.every((item) => isLiteral(item) || item.on !== 'choice')
  return stated.length === 0 ? null : isClosed ? stated : stated.map((literal) => ({ ...literal, produced: false }))
}

function conflicts(seen: ReadonlySet<string>, { sign, node }: Literal): boolean {
  const opposite = `${sign ? '-' : '+'}${node.id}`
  return seen.has(opposite) || (!sign && seen.has(`${opposite}m`))
}

/** True for a contradiction that needs no solving. */
function clashes(atoms: readonly Atom[], atom: Atom): boolean {
  if (atom.on === 'has') return atoms.some((other) => other.on === 'lacks' && other.name === atom.name)
  if (atom.on === 'lacks') return atoms.some((other) => other.on === 'has' && other.name === atom.name)
  if (atom.on === 'size' || atom.on === 'count' || atom.on === 'length')
    return atoms.some((other) => other.on === atom.on && (other.min > atom.max || atom.min > other.max))
  return false
}
