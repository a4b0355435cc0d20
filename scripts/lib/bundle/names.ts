import path from 'node:path'
import { tokens } from '../../json-schema/pointer.ts'
import type { Place } from './resolve.ts'

/** Gives each thing that moves into `components` one name, the same at each run. */
export interface Names {
  /** The name of a target that has one. */
  known(section: string, target: Place): string | undefined
  /** Reserves a name for a target. */
  claim(section: string, target: Place, name: string): void
  /** Makes up a name for a target, from its pointer or its file. */
  invent(section: string, target: Place): string
}

export function openNames(): Names {
  const byTarget = new Map<string, string>()
  const taken = new Map<string, Set<string>>()
  const key = (section: string, { file, pointer }: Place) => `${section} ${file}#${pointer}`

  const claim = (section: string, target: Place, name: string) => {
    byTarget.set(key(section, target), name)
    taken.set(section, (taken.get(section) ?? new Set()).add(name))
  }

  return {
    known: (section, target) => byTarget.get(key(section, target)),
    claim,
    invent(section, target) {
      const wish = wishFor(section, target)
      let name = wish
      for (let n = 2; taken.get(section)?.has(name); n += 1) name = `${wish}_${n}`
      claim(section, target, name)
      return name
    },
  }
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

/** `schemas/orders.yaml#/Order` is `Order`, `Order.yaml` is `Order`, `…/schemas/Order/properties/total` is `Order_total`. */
function wishFor(section: string, target: Place): string {
  const words = tokens(target.pointer).filter((word) => !structural.has(word) && word !== section)
  if (words.length === 0) words.push(path.basename(target.file).replace(/\.(ya?ml|json)$/, ''))
  return cleanName(words.join('_'))
}

/** OpenAPI 3.1 §4.8.7: the names of components match `^[a-zA-Z0-9._-]+$`. */
export const cleanName = (name: string): string =>
  name.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replaceAll(/^_+|_+$/g, '') || 'Unnamed'
