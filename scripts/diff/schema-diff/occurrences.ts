import { step } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Loaded } from '../../openapi/load.ts'
import { type Located, resolve } from '../../openapi/model/located.ts'

/** The chosen alternative of each union, by the union's pointer. */
export type Choices = ReadonlyMap<string, number>

/** For each part of a value (`properties/name`, `items`), the choices under which a schema restricts it. */
export type Occurrences = Map<string, Choices[]>

const parts = ['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'propertyNames']

/** Walks all schemas that apply to the same value. */
export function occurrencesOf(contract: Loaded, located: Located<JsonObject>): Occurrences {
  const found: Occurrences = new Map()
  const met = new Set<unknown>()
  const visit = (given: Located, choices: Choices): void => {
    const { value, pointer } = resolve(contract, given)
    if (!isJsonObject(value) || met.has(value)) return
    met.add(value)
    const note = (name: string) => found.set(name, [...(found.get(name) ?? []), choices])
    for (const keyword of ['properties', 'patternProperties'])
      if (isJsonObject(value[keyword])) for (const key of Object.keys(value[keyword])) note(`${keyword}/${key}`)
    if (isJsonObject(value.patternProperties)) note('patternProperties')
    for (const keyword of parts) if (isJsonObject(value[keyword])) note(keyword)
    if (Array.isArray(value.prefixItems)) for (const index of value.prefixItems.keys()) note(`prefixItems/${index}`)
    for (const keyword of ['if', 'then', 'else', 'not'])
      if (isJsonObject(value[keyword])) visit({ value: value[keyword], pointer: step(pointer, keyword) }, choices)
    for (const keyword of ['allOf', 'anyOf', 'oneOf'])
      if (Array.isArray(value[keyword]))
        for (const [index, branch] of value[keyword].entries()) {
          const union = step(pointer, keyword)
          const inside = keyword === 'allOf' ? choices : new Map([...choices, [union, index]])
          visit({ value: branch, pointer: step(union, index) }, inside)
        }
  }
  visit(located, new Map())
  return found
}

/** True where no other schema restricts the part under compatible choices. */
export function isAlone(name: string, choices: Choices, occurrences: Occurrences): boolean {
  if (name.startsWith('properties/') && occurrences.has('patternProperties')) return false
  return (occurrences.get(name) ?? []).filter((other) => !isExclusive(choices, other)).length <= 1
}

const isExclusive = (one: Choices, other: Choices): boolean =>
  [...one].some(([union, index]) => other.has(union) && other.get(union) !== index)
