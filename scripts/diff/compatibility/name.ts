import { tokens } from '../../json-schema/pointer.ts'

/** What a pointer leads to, as people say it: `Order.lines[].price`; undefined outside the named components. */
export function componentName(pointer: string): string | undefined {
  const path = tokens(pointer)
  if (path[0] !== 'components' || path.length < 3) return undefined
  const [, section, name = ''] = path
  const start = section === 'schemas' ? 3 : firstSchema(path)
  return `${section === 'schemas' ? '' : `${section}/`}${name}${memberPath(path.slice(start))}`
}

/** The path inside a part's own schema: `.lines[].price`; '' for the schema itself. */
export function inlinePath(pointer: string): string {
  const path = tokens(pointer)
  return memberPath(path.slice(firstSchema(path)))
}

function firstSchema(path: string[]): number {
  const found = path.indexOf('schema')
  return found < 0 ? path.length : found + 1
}

/** Keywords that apply to the same value leave no trace but where they tell alternatives apart. */
function memberPath(path: string[]): string {
  let label = ''
  for (let index = 0; index < path.length; index++) {
    const key = path[index] as string
    const next = () => path[++index] ?? ''
    if (key === 'properties') label += `.${next()}`
    else if (key === 'items') label += '[]'
    else if (key === 'prefixItems') label += `[${next()}]`
    else if (key === 'additionalProperties') label += '.*'
    else if (key === 'patternProperties') label += `./${next()}/`
    else if (key === 'allOf' || key === 'anyOf' || key === 'oneOf') index++
    else label += ` ${key}`
  }
  return label
}
