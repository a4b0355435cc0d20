import { isNode, type Node } from '../load/grammar.ts'
import type { Loaded } from '../load/load.ts'
import { step } from '../load/pointer.ts'
import type { Spot } from '../normalise/spot.ts'
import { text } from './same.ts'
import { unwrap } from './unwrap.ts'

/** True where no value can match two of the alternatives: each takes other types, or demands another constant. */
export function areApart(contract: Loaded, spot: Spot<Node>, keyword: string): boolean {
  const list = spot.value[keyword]
  if (!Array.isArray(list) || list.length < 2) return true
  const branches = list.map(
    (value, index) => unwrap(contract, { value, pointer: step(step(spot.pointer, keyword), index) }).spot.value,
  )
  return differ(branches.map(typesOf)) || tagged(contract, branches)
}

function differ(sets: string[][]): boolean {
  const all = sets.flat()
  return sets.every((set) => set.length > 0) && new Set(all).size === all.length
}

function typesOf(schema: Node): string[] {
  const types = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type]
  return types.map((type) => (type === 'integer' ? 'number' : String(type)))
}

/** Some member that every alternative demands takes other constants in each. */
function tagged(contract: Loaded, branches: Node[]): boolean {
  const [first] = branches
  const names = isNode(first?.properties) ? Object.keys(first.properties) : []
  return names.some((name) =>
    differ(
      branches.map((branch) => {
        const isDemanded = Array.isArray(branch.required) && branch.required.includes(name)
        const member = isNode(branch.properties) ? branch.properties[name] : undefined
        return isDemanded ? constants(unwrap(contract, { value: member, pointer: '' }).spot.value) : []
      }),
    ),
  )
}

function constants(schema: Node): string[] {
  if (schema.const !== undefined) return [text(schema.const)]
  return Array.isArray(schema.enum) ? schema.enum.map(text) : []
}
