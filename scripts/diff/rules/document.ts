import { canonical } from '../../json-schema/canonical-json.ts'
import { step } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import type { Same } from '../schema-diff/same.ts'
import { keysOf } from '../schema-diff/schema-pair.ts'
import { byRule, type RuleFinding } from './rule.ts'

/** Changes of `info`, versions and dialect, and of component schemas. */
export function documentRules(base: Contract, revision: Contract, same: Same): Finding[] {
  const [a, b] = [base.document, revision.document]
  const version = (side: JsonObject) => (isJsonObject(side.info) ? side.info.version : undefined)
  return [
    ...changed('api-version-changed', '/info/version', version(a), version(b), { wordsOnly: true }),
    ...changed('openapi-version-changed', '/openapi', a.openapi, b.openapi, { wordsOnly: true }),
    ...changed('schema-dialect-changed', '/jsonSchemaDialect', a.jsonSchemaDialect, b.jsonSchemaDialect),
    ...documentation(a, b),
    ...Object.keys({ ...a, ...b })
      .filter((name) => name.startsWith('x-'))
      .flatMap((key) =>
        changed('extension-changed', step('', key), a[key], b[key], {
          variant: 'keyword',
          words: { place: 'the document', keyword: key },
        }),
      ),
    ...schemas(a, b, same),
  ]
}

function changed(id: string, pointer: string, from: unknown, to: unknown, more: Partial<RuleFinding> = {}): Finding[] {
  if (canonical(from) === canonical(to)) return []
  return [
    byRule(id, {
      operations: [],
      base: from === undefined ? null : pointer,
      revision: to === undefined ? null : pointer,
      place: pointer,
      from,
      to,
      ...more,
    }),
  ]
}

function documentation(a: JsonObject, b: JsonObject): Finding[] {
  return ['info', 'tags', 'externalDocs']
    .filter((key) => canonical(withoutVersion(a[key])) !== canonical(withoutVersion(b[key])))
    .flatMap((key) =>
      changed('documentation-changed', step('', key), a[key], b[key], {
        variant: 'keywords',
        words: { place: 'the document', keywords: key },
        wordsOnly: true,
      }),
    )
}

const withoutVersion = (value: unknown) => (isJsonObject(value) ? { ...value, version: undefined } : value)

function schemas(a: JsonObject, b: JsonObject, same: Same): Finding[] {
  const schemasOf = (side: JsonObject) => (isJsonObject(side.components) ? side.components.schemas : undefined)
  const { removed, added } = keysOf(schemasOf(a), schemasOf(b))
  const [left, right] = [schemasOf(a) as JsonObject, schemasOf(b) as JsonObject]
  const place = (name: string) => step('/components/schemas', name)
  const renamed = new Set(added.filter((name) => removed.some((other) => same(left[other], right[name]))))
  return [
    ...removed.flatMap((name) => changed('api-schema-removed', place(name), name, undefined)),
    ...added
      .filter((name) => !renamed.has(name))
      .flatMap((name) => changed('api-schema-added', place(name), undefined, name)),
  ]
}
