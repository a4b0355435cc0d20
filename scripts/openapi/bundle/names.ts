import { basename } from 'node:path'
import { tokens } from '../../json-schema/pointer.ts'

/** OpenAPI 3.1 §4.8.7: the names of components match `^[a-zA-Z0-9._-]+$`. */
export function cleanName(name: string): string {
  // An assignment to this name would change the section's prototype.
  if (name === '__proto__') return '_proto_'
  if (/^[A-Za-z0-9._-]+$/.test(name)) return name
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replaceAll(/^_+|_+$/g, '') || 'Unnamed'
}

const structural = new Set([
  'components',
  'properties',
  '$defs',
  'definitions',
  'schema',
  'paths',
  'responses',
  'content',
])

/**
 * The name of an object that moves into a section of `components`: `schemas/orders.yaml#/Order` becomes `Order`, so
 * does `Order.yaml`; `…/schemas/Order/properties/total` becomes `Order_total`; the next `Order` becomes `Order_2`.
 */
export function freeName(from: { file: string; pointer: string }, section: string, taken: object): string {
  const words = tokens(from.pointer).filter((word) => !structural.has(word) && word !== section)
  const wish = cleanName(words.length > 0 ? words.join('_') : basename(from.file).replace(/\.(ya?ml|json)$/, ''))
  let name = wish
  for (let count = 2; Object.hasOwn(taken, name); count++) name = `${wish}_${count}`
  return name
}
