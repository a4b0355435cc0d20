import { at, step } from '../../json-schema/pointer.ts'
import type { Schema } from '../../json-schema/question.ts'
import { tagBranches } from '../../openapi/discriminator.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { byRule } from './rule.ts'

/**
 * Unions whose alternatives have no tag but the name of their component (OpenAPI 3.1 §4.8.25). Renaming the component
 * changes the tag in every message, although no schema changes.
 */
export function tagRules(base: Contract, revision: Contract): Finding[] {
  const found: Finding[] = []
  const open: [string, unknown][] = [['', base.document]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [pointer, value] = next
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) open.push([step(pointer, key), inner])
    if (!isJsonObject(value) || !isJsonObject(value.discriminator)) continue
    const other = at(revision.document, pointer)
    if (isJsonObject(other) && isJsonObject(other.discriminator))
      found.push(...ofUnion(pointer, value, other, base, revision))
  }
  return found
}

function ofUnion(pointer: string, a: JsonObject, b: JsonObject, base: Contract, revision: Contract): Finding[] {
  const [from, to] = [tagsOf(a, base.document), tagsOf(b, revision.document)]
  const removed = from.filter((tag) => !to.includes(tag))
  const added = to.filter((tag) => !from.includes(tag))
  // Where tags were only added or only removed, the comparison of alternatives reports it.
  if (removed.length === 0 || added.length === 0) return []
  return [
    byRule('api-discriminator-tag-changed', {
      operations: [],
      base: pointer,
      revision: pointer,
      place: `tags ${pointer}`,
      from: removed,
      to: added,
      words: { pointer },
    }),
  ]
}

/** The tags of the alternatives that have no constant of their own. */
function tagsOf(schema: JsonObject, document: JsonObject): string[] {
  const tag = String((schema.discriminator as JsonObject).propertyName)
  const branches = [schema.oneOf, schema.anyOf].find(Array.isArray) as Schema[] | undefined
  if (branches === undefined) return []
  return tagBranches(schema, branches, document).flatMap((branch, index) => {
    if (branch === branches[index] || !isJsonObject(branch) || !isJsonObject(branch.properties)) return []
    const named = branch.properties[tag]
    return isJsonObject(named) && Array.isArray(named.enum) ? named.enum.map(String) : []
  })
}
