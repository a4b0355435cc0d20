import { at, step } from '../../json-schema/pointer.ts'
import { Failure, type Warning } from '../../openapi/failure.ts'
import type { Bundle } from '../bundle/bundle.ts'
import { cleanName } from '../bundle/names.ts'
import { misshapen, type Node, walk } from '../walk.ts'
import { unknownKeywords } from './keywords.ts'
import { completeOperations } from './operations.ts'
import { upgrade } from './upgrade.ts'

/** Makes of any bundle an OpenAPI 3.1 document that the stages can read without asking twice. Works in place. */
export function normalise({ document, locate }: Bundle): Warning[] {
  const warnings: Warning[] = []
  const version = document.openapi
  if (typeof version !== 'string' || !/^3\.[01](\.|$)/.test(version)) {
    const said = document.swagger ?? version
    throw new Failure(
      `${locate('/openapi')}: ${said === undefined ? 'no "openapi" version' : `version ${JSON.stringify(said)}`}; only OpenAPI 3.0 and 3.1 are read`,
    )
  }
  for (const { pointer, expected } of misshapen(document, 'document', '')) {
    throw new Failure(`${locate(pointer)}: ${pointer} must be ${expected}; mend or remove it`)
  }
  if (version.startsWith('3.0')) upgrade(document)
  renameComponents(document, warnings, locate)
  dropScaffolding(document)
  completeOperations({ document, locate, warnings })
  refuseSurvivors(document, locate)
  refuseCircles(document, locate)
  warnings.push(...unknownKeywords(document, locate))
  if (typeof document.jsonSchemaDialect === 'string' && !/oas\/3\.1|2020-12/.test(document.jsonSchemaDialect)) {
    warnings.push({
      place: locate('/jsonSchemaDialect'),
      message: 'this dialect is read as JSON Schema 2020-12; remove it',
    })
  }
  return warnings
}

/** Names outside `^[a-zA-Z0-9._-]+$` are legal nowhere, and common. */
function renameComponents(document: Node, warnings: Warning[], locate: Bundle['locate']): void {
  const renamed = new Map<string, string>()
  for (const [section, entries] of Object.entries((document.components ?? {}) as Record<string, Node>)) {
    if (section.startsWith('x-')) continue
    for (const name of Object.keys(entries)) {
      if (cleanName(name) === name) continue
      let clean = cleanName(name)
      for (let n = 2; Object.hasOwn(entries, clean); n += 1) clean = `${cleanName(name)}_${n}`
      const place = step('/components', section, name)
      warnings.push({
        place: locate(place),
        message: `component "${name}" is called ${clean} here; names match [A-Za-z0-9._-]+`,
      })
      renamed.set(`#${place}`, `#${step('/components', section, clean)}`)
      entries[clean] = entries[name]
      delete entries[name]
    }
  }
  if (renamed.size === 0) return
  walk(document, 'document', '', (node, kind) => {
    if (typeof node.$ref === 'string') node.$ref = renamed.get(node.$ref) ?? node.$ref
    const mapping = (kind === 'schema' ? (node.discriminator as Node | undefined)?.mapping : undefined) as
      | Node
      | undefined
    for (const [key, ref] of Object.entries(mapping ?? {})) if (mapping) mapping[key] = renamed.get(String(ref)) ?? ref
  })
}

/** With every target hoisted, nothing refers to these any more; left in, `$id` would move the base of the references. */
function dropScaffolding(document: Node): void {
  walk(document, 'document', '', (node, kind) => {
    if (kind !== 'schema') return
    for (const keyword of ['$id', '$anchor', '$schema', '$defs', 'definitions']) delete node[keyword]
  })
}

function refuseSurvivors(document: Node, locate: Bundle['locate']): void {
  walk(document, 'document', '', (node, _kind, pointer) => {
    if (typeof node.$ref !== 'string') return
    if (/^#\/components\/[^/]+\/[^/]+$/.test(node.$ref) && at(document, node.$ref.slice(1)) !== undefined) return
    throw new Failure(
      `${locate(step(pointer, '$ref'))}: $ref "${node.$ref}" could not be brought into the bundle; point it at a component`,
    )
  })
}

/** A component that is nothing but a reference to itself, however far around. */
function refuseCircles(document: Node, locate: Bundle['locate']): void {
  for (const [section, entries] of Object.entries((document.components ?? {}) as Record<string, Node>)) {
    for (const name of Object.keys(entries)) {
      const seen = new Set<unknown>()
      let here: unknown = entries[name]
      for (; isAlias(here); here = at(document, here.$ref.slice(1))) {
        if (seen.has(here))
          throw new Failure(
            `${locate(step('/components', section, name))}: "${name}" refers to itself; break the circle`,
          )
        seen.add(here)
      }
    }
  }
}

const isAlias = (node: unknown): node is { $ref: string } =>
  typeof node === 'object' &&
  node !== null &&
  Object.keys(node).join() === '$ref' &&
  typeof (node as Node).$ref === 'string'
