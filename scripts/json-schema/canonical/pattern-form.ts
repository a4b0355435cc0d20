import type { Element, Expression, NoParent } from 'refa'
import { refa } from '../regex/refa.ts'

const forms = new Map<string, string>()

/** The same text for patterns with the same structure: no redundant groups, `[0-9]` as `\d`, alternatives sorted. */
export function patternForm(source: string): string {
  const known = forms.get(source)
  if (known !== undefined) return known
  let form = source
  try {
    const { expression } = refa().JS.Parser.fromLiteral({ source, flags: 'u' }).parse({
      backreferences: 'throw',
      maxNodes: 2_000,
    })
    form = JSON.stringify(alternatives(expression))
  } catch {
    // refa throws for back references and for patterns beyond its limit. Their form is their text.
  }
  forms.set(source, form)
  return form
}

type Form = string | Form[]

function alternatives(holder: NoParent<Expression> | { alternatives: NoParent<Expression>['alternatives'] }): Form {
  const all = holder.alternatives.map(({ elements }) => elements.flatMap(elementForms))
  return all.map((form) => JSON.stringify(form)).sort()
}

/** The forms of an element. A group without alternatives has several. */
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
      throw new Error('this element has no other form')
  }
}
