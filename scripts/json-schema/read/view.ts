import type { Document, Schema, Vocabulary } from '../question.ts'
import { portable } from '../regex/pattern.ts'
import { isBareObject } from './bare-object.ts'
import { isAnnotation, SUBSCHEMAS } from './keywords.ts'
import { isSchema, resolve } from './resolve.ts'

/**
 * `tagged`: the vocabulary restricts each alternative to its tag. `any`: a `oneOf` that may overlap is read as
 * `anyOf`.
 */
export type Reading = 'plain' | 'tagged' | 'any'

/**
 * A document's schemas in plain JSON Schema, after a vocabulary is applied: members that no value has are marked
 * `x-hidden` and not required, formats such as `int32` are written as other keywords, patterns are valid under the
 * `u` flag. The solver and the two validators read views only.
 */
export interface View {
  readonly document: Document
  /** The targets of the view's `$ref`s (`#/$defs/d1`). */
  readonly targets: Map<string, { schema: Schema; pointer: string }>
  /** True once a union has been read whose alternatives only the tag distinguishes. */
  openTag: boolean
  /** True once a `oneOf` has been read. */
  exclusive: boolean
  /** True once a schema has been read that the vocabulary spells in other words. */
  spelled: boolean
  read(schema: Schema): Schema
}

/** The vocabulary of JSON Schema alone. */
export const PLAIN: Vocabulary = {
  isAnnotation: () => false,
  formats: {},
  hiddenMembers: () => [],
  tagBranches: (_, branches) => branches,
  subtypeBranches: () => undefined,
  spell: (schema) => schema,
}

const views = new WeakMap<Document, Map<Vocabulary, Map<Reading, View>>>()

export function viewOf(document: Document, vocabulary: Vocabulary, reading: Reading): View {
  const byVocabulary = views.get(document) ?? new Map<Vocabulary, Map<Reading, View>>()
  views.set(document, byVocabulary)
  const known = byVocabulary.get(vocabulary) ?? new Map<Reading, View>()
  byVocabulary.set(vocabulary, known)
  const view = known.get(reading) ?? createView(document, vocabulary, reading)
  known.set(reading, view)
  return view
}

function createView(document: Document, vocabulary: Vocabulary, reading: Reading): View {
  const references = new Map<string, string>()
  const places = new WeakMap<object, Schema>()
  const targets = new WeakMap<object, Schema>()
  const view: View = { document, targets: new Map(), openTag: false, exclusive: false, spelled: false, read }
  return view

  function read(schema: Schema): Schema {
    if (typeof schema !== 'object') return schema
    const known = places.get(schema)
    if (known !== undefined) return known
    const copy = referred(schema, [])
    const place = isBareObject(schema, document) ? { ...(copy as object), additionalProperties: true } : copy
    places.set(schema, place)
    return place
  }

  /** A target is part of the schema that refers to it. Only that schema decides which members are hidden. */
  function referred(schema: Schema, hidden: readonly string[]): Schema {
    if (typeof schema !== 'object' || hidden.length > 0) return convert(schema, hidden)
    const known = targets.get(schema) ?? convert(schema, vocabulary.hiddenMembers(schema, document))
    targets.set(schema, known)
    return known
  }

  /**
   * `hidden` holds the hidden members of all parts, so that `required` in one part of an `allOf` omits those of
   * another.
   */
  function convert(schema: Schema, hidden: readonly string[], isParent = false): Schema {
    if (typeof schema !== 'object') return schema
    const spelled = vocabulary.spell(schema)
    if (spelled !== schema) {
      view.spelled = true
      return convert(spelled, hidden, isParent)
    }
    const copy = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !isSilent(keyword)))
    for (const keyword of Object.keys(SUBSCHEMAS))
      if (keyword in schema) copy[keyword] = subschemas(keyword, schema, hidden)
    if (typeof schema.$ref === 'string') copy.$ref = reference(schema.$ref, hidden)
    if (typeof schema.pattern === 'string') {
      copy.pattern = portable(schema.pattern)
      const samples = [schema.default, schema.example, schema.examples].flat()
      if (samples.some((sample) => typeof sample === 'string'))
        copy['x-samples'] = samples.filter((sample) => typeof sample === 'string')
    }
    if (Array.isArray(schema.required)) copy.required = schema.required.filter((name) => !hidden.includes(name))
    if (schema.properties && typeof schema.properties === 'object')
      for (const name of hidden)
        if (Object.hasOwn(schema.properties, name)) (copy.properties as Document)[name] = { 'x-hidden': true }
    const subtypes = isParent ? undefined : vocabulary.subtypeBranches(schema, document)
    if (subtypes !== undefined || hasOpenTag(schema)) view.openTag = true
    if (subtypes !== undefined && reading === 'tagged') {
      const anyOf = subtypes.map((subtype) => convert(subtype, hidden))
      copy.allOf = [...((copy.allOf as Schema[] | undefined) ?? []), { anyOf }]
    }
    return exclusivity(spellFormat(copy))
  }

  function subschemas(keyword: string, schema: { [keyword: string]: unknown }, hidden: readonly string[]): unknown {
    const kind = SUBSCHEMAS[keyword]
    const value = schema[keyword]
    const here = IN_PLACE.has(keyword)
    const child = (part: unknown): unknown => {
      if (!isSchema(part)) return part
      return here
        ? convert(part, [...new Set([...hidden, ...vocabulary.hiddenMembers(part, document)])].sort())
        : read(part)
    }
    if (kind === 'list' && Array.isArray(value)) {
      const isUnion = keyword === 'oneOf' || keyword === 'anyOf'
      const parts = isUnion && reading === 'tagged' ? vocabulary.tagBranches(schema, value, document) : value
      const taken = keyword === 'allOf' || keyword === 'anyOf' ? withoutDuplicates(parts) : parts
      return taken.map((part) =>
        keyword === 'allOf' && isParentOf(schema, part) ? parentOf(part, hidden) : child(part),
      )
    }
    if (kind === 'map' && isSchema(value) && typeof value === 'object') {
      const entries = Object.entries(value).map(([name, part]) => [
        keyword === 'patternProperties' ? portable(name) : name,
        child(part),
      ])
      return Object.fromEntries(entries)
    }
    return kind === 'one' ? child(value) : value
  }

  /** A subtype takes its parent as it is, not as one of the subtypes. */
  function isParentOf(subtype: unknown, part: unknown): part is { $ref: string } {
    if (reading !== 'tagged' || !isSchema(part) || typeof part !== 'object' || typeof part.$ref !== 'string')
      return false
    const parent = resolve(part.$ref, document)?.schema
    const branches =
      isSchema(parent) && typeof parent === 'object' ? vocabulary.subtypeBranches(parent, document) : undefined
    return (branches ?? []).some(
      (branch) =>
        typeof branch === 'object' &&
        (branch.allOf as { $ref: string }[] | undefined)?.some(
          ({ $ref }) => resolve($ref, document)?.schema === subtype,
        ),
    )
  }

  function parentOf(part: { $ref: string }, hidden: readonly string[]): Schema {
    return { ...part, $ref: reference(part.$ref, hidden, true) }
  }

  function isSilent(keyword: string): boolean {
    return isAnnotation(keyword) || vocabulary.isAnnotation(keyword)
  }

  function hasOpenTag(schema: { [keyword: string]: unknown }): boolean {
    const branches = schema.oneOf ?? schema.anyOf
    if (!Array.isArray(branches)) return false
    return vocabulary.tagBranches(schema, branches, document).some((branch, at) => branch !== branches[at])
  }

  function spellFormat(copy: { [keyword: string]: unknown }): { [keyword: string]: unknown } {
    const { format, ...rest } = copy
    const { formats } = vocabulary
    const meaning = typeof format === 'string' && Object.hasOwn(formats, format) ? formats[format] : undefined
    if (meaning === undefined) return copy
    return meaning === true ? rest : { ...rest, allOf: [...((rest.allOf as Schema[] | undefined) ?? []), meaning] }
  }

  function exclusivity(copy: { [keyword: string]: unknown }): Schema {
    if (!Array.isArray(copy.oneOf)) return copy
    view.exclusive = true
    if (reading !== 'any') return copy
    const { oneOf, ...rest } = copy
    return { ...rest, allOf: [...((rest.allOf as Schema[] | undefined) ?? []), { anyOf: oneOf }] }
  }

  function reference(text: string, hidden: readonly string[], isParent = false): string {
    const key = `${hidden.join('\n')}\n\n${isParent} ${text}`
    const known = references.get(key)
    if (known) return known
    const target = resolve(text, document)
    if (!target) return text
    const name = `#/$defs/d${references.size + 1}`
    references.set(key, name)
    const entry = { schema: true as Schema, pointer: target.pointer }
    view.targets.set(name, entry)
    entry.schema = isParent ? convert(target.schema, hidden, true) : referred(target.schema, hidden)
    return name
  }
}

/** Removes duplicate `$ref`s of an `allOf` or `anyOf`, which would double the work at each level. */
function withoutDuplicates(parts: unknown[]): unknown[] {
  const seen = new Set<unknown>()
  return parts.filter((part) => {
    const reference = isSchema(part) && typeof part === 'object' ? part.$ref : undefined
    if (typeof reference !== 'string' || Object.keys(part as object).length > 1) return true
    return !seen.has(reference) && seen.add(reference)
  })
}

const IN_PLACE = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'])
