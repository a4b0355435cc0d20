import { type Element, type Expression, JS, type NoParent } from 'refa'

const forms = new Map<string, string>()

/** One text for patterns that are built alike: without groups that only group, `[0-9]` as `\d`, alternatives in one order. */
export function patternForm(source: string): string {
  const known = forms.get(source)
  if (known !== undefined) return known
  let form = source
  try {
    const { expression } = JS.Parser.fromLiteral({ source, flags: 'u' }).parse({
      backreferences: 'throw',
      maxNodes: 2_000,
    })
    form = JSON.stringify(alternatives(expression))
  } catch {
    // refa throws for back references and for patterns beyond its limit: those are known as they are written.
  }
  forms.set(source, form)
  return form
}

type Form = string | Form[]

function alternatives(holder: NoParent<Expression> | { alternatives: NoParent<Expression>['alternatives'] }): Form {
  const all = holder.alternatives.map(({ elements }) => elements.flatMap(elementForms))
  return all.map((form) => JSON.stringify(form)).sort()
}

/** More than one for a group that is no choice. */
function elementForms(element: NoParent<Element>): Form[] {
  switch (element.type) {
    case 'CharacterClass':
      return [element.characters.ranges.map(({ min, max }) => `${min}-${max}`).join()]
    case 'Alternation': {
      const [only, more] = element.alternatives
      return only !== undefined && more === undefined
        ? only.elements.flatMap(elementForms)
        : [['|', alternatives(element)]]
    }
    case 'Quantifier':
      return [[`${element.min}-${element.max}`, alternatives(element)]]
    case 'Assertion':
      return [[`${element.kind} ${element.negate}`, alternatives(element)]]
    default:
      throw new Error('not to be written otherwise')
  }
}
