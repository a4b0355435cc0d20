import { at, fromFragment } from '../../json-schema/pointer.ts'
import { isJsonObject } from '../../openapi/grammar.ts'

/** True where a schema, or one below it, has a `readOnly` or `writeOnly` member. */
export function isDirected(document: unknown, schema: unknown): boolean {
  const met = new Set<unknown>()
  const open = [schema]
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (typeof here !== 'object' || here === null || met.has(here)) continue
    met.add(here)
    if (isJsonObject(here)) {
      if (here.readOnly === true || here.writeOnly === true) return true
      if (typeof here.$ref === 'string') open.push(at(document, fromFragment(here.$ref.slice(1))))
    }
    open.push(...Object.values(here))
  }
  return false
}
