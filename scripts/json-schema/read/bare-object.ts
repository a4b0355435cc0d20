import type { Document, Schema } from '../question.ts'
import { resolve } from './resolve.ts'

const DECLARING = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'enum', 'const']
const LISTS = ['allOf', 'anyOf', 'oneOf']
const SINGLES = ['if', 'then', 'else']

/**
 * True for a schema of objects that declares no members, itself or by reference: a map of anything, as with
 * `additionalProperties: true` (JSON Schema 2020-12 core, §10.3.2.3).
 */
export function isBareObject(schema: Schema, document: Document): boolean {
  let isObject = false
  const seen = new Set<Schema>()
  const isSilent = (part: Schema): boolean => {
    if (typeof part !== 'object' || seen.has(part)) return true
    seen.add(part)
    if (DECLARING.some((keyword) => keyword in part) || 'dependentSchemas' in part) return false
    if ([part.type].flat().includes('object')) isObject = true
    const target = typeof part.$ref === 'string' ? resolve(part.$ref, document)?.schema : undefined
    const parts = [...LISTS.flatMap((keyword) => listOf(part[keyword])), ...SINGLES.map((keyword) => part[keyword])]
    return [target, ...parts].every((inner) => inner === undefined || isSilent(inner as Schema))
  }
  return isSilent(schema) && isObject
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
