import { canonical } from '../canonical-json.ts'
import type { Json } from '../question.ts'
import { admits, emptyNode, isWhole, type SchemaNode, type TypeName, typeOf } from '../read/node.ts'
import { isNumber, isText } from '../read/scalars.ts'

export const scalars: ReadonlySet<TypeName> = new Set(['null', 'boolean', 'number', 'string'])

/** Removes keywords without effect: bounds that others imply, and all that a list of constants satisfies or decides. */
export function tightenBounds(node: SchemaNode): SchemaNode {
  const { types } = node
  const form: SchemaNode = {
    ...node,
    types: types?.has('number') ? new Set([...types].filter((type) => type !== 'integer')) : types,
    number: bounds(node),
    object: { ...node.object, dependentRequired: dependents(node) },
  }
  const listed = form.values === null ? form : constants(form, form.values)
  return listed.types?.size === 0 || listed.values?.length === 0 ? { ...emptyNode('#'), never: true } : listed
}

/** `dependentRequired` without the members that `required` demands anyway. */
function dependents({ object }: SchemaNode): SchemaNode['object']['dependentRequired'] {
  const required = new Set(object.required)
  const known = object.dependentRequired.filter(([name, needed]) => {
    const isVacuous = needed.every((each) => each === name || required.has(each))
    return !isVacuous || !(required.has(name) || object.properties.has(name))
  })
  return known.length === object.dependentRequired.length ? object.dependentRequired : known
}

function bounds({ number, types }: SchemaNode): SchemaNode['number'] {
  let { minimum, maximum, above, below, multipleOf } = number
  if (isWhole({ ...emptyNode('#'), types })) {
    if (above !== null) [minimum, above] = [Math.max(minimum ?? Number.NEGATIVE_INFINITY, Math.floor(above) + 1), null]
    if (below !== null) [maximum, below] = [Math.min(maximum ?? Number.POSITIVE_INFINITY, Math.ceil(below) - 1), null]
    if (minimum !== null) minimum = Math.ceil(minimum)
    if (maximum !== null) maximum = Math.floor(maximum)
    if (multipleOf === 1) multipleOf = null
  }
  if (minimum !== null && above !== null) [minimum, above] = minimum <= above ? [null, above] : [minimum, null]
  if (maximum !== null && below !== null) [maximum, below] = maximum >= below ? [null, below] : [maximum, null]
  return { minimum, maximum, above, below, multipleOf }
}

/** The constants that the rest of the schema accepts, alone where they make the rest redundant. */
function constants(form: SchemaNode, values: Json[]): SchemaNode {
  const listed = [...new Map(values.map((value) => [canonical(value), value])).values()]
  if (!listed.every((value) => scalars.has(typeOf(value)) && meets(form, value) !== undefined))
    return { ...form, values: listed }
  const { number, string, array, object } = emptyNode('#')
  const met = listed.filter((value) => meets(form, value))
  return { ...form, types: null, number, string, array, object, values: met }
}

function meets(form: SchemaNode, value: Json): boolean | undefined {
  if (!admits(form, typeOf(value))) return false
  if (typeof value === 'number') return isNumber(form, value)
  return typeof value === 'string' ? isText(form, value, false) : true
}
