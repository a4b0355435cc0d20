import { step } from '../../json-schema/pointer.ts'
import { isNode, type Node } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import { type Same, text } from '../schema-diff/same.ts'
import { keysOf } from '../schema-diff/schema-pair.ts'
import { shown } from './rule.ts'

/** What the document says of itself, and components that nothing is reached through. */
export function documentRules(base: Contract, revision: Contract, same: Same): Finding[] {
  const [a, b] = [base.document, revision.document]
  const find = (
    id: string,
    pointer: string,
    said: string,
    from: unknown,
    to: unknown,
    rest: Partial<Finding> = {},
  ): Finding => ({
    id,
    level: 'info',
    proof: 'rule',
    operations: [],
    base: from === undefined ? null : pointer,
    revision: to === undefined ? null : pointer,
    place: pointer,
    text: said,
    from,
    to,
    ...rest,
  })
  const version = (side: Node) => (isNode(side.info) ? side.info.version : undefined)
  const found: Finding[] = []
  if (version(a) !== version(b))
    found.push(
      find(
        'api-version-changed',
        '/info/version',
        `the version changed from ${shown(version(a))} to ${shown(version(b))}`,
        version(a),
        version(b),
        { wordsOnly: true },
      ),
    )
  if (a.openapi !== b.openapi)
    found.push(
      find(
        'openapi-version-changed',
        '/openapi',
        `the document is OpenAPI ${shown(b.openapi)} now, ${shown(a.openapi)} before`,
        a.openapi,
        b.openapi,
        { wordsOnly: true },
      ),
    )
  if (a.jsonSchemaDialect !== b.jsonSchemaDialect)
    found.push(
      find(
        'schema-dialect-changed',
        '/jsonSchemaDialect',
        `the dialect of schemas changed from ${shown(a.jsonSchemaDialect)} to ${shown(b.jsonSchemaDialect)}`,
        a.jsonSchemaDialect,
        b.jsonSchemaDialect,
        { level: 'warning' },
      ),
    )
  for (const key of ['info', 'tags', 'externalDocs'])
    if (text(withoutVersion(a[key])) !== text(withoutVersion(b[key])))
      found.push(
        find('documentation-changed', step('', key), `the words of the document's ${key} changed`, a[key], b[key], {
          wordsOnly: true,
        }),
      )
  for (const key of Object.keys({ ...a, ...b }).filter((name) => name.startsWith('x-')))
    if (text(a[key]) !== text(b[key]))
      found.push(find('extension-changed', step('', key), `${key} of the document changed`, a[key], b[key]))
  return [...found, ...shelves(a, b, same, find)]
}

const withoutVersion = (value: unknown) => (isNode(value) ? { ...value, version: undefined } : value)

type Find = (id: string, pointer: string, said: string, from: unknown, to: unknown) => Finding

function shelves(a: Node, b: Node, same: Same, find: Find): Finding[] {
  const schemas = (side: Node) => (isNode(side.components) ? side.components.schemas : undefined)
  const { removed, added } = keysOf(schemas(a), schemas(b))
  const [left, right] = [schemas(a) as Node, schemas(b) as Node]
  const place = (name: string) => step('/components/schemas', name)
  const moved = new Set(added.filter((name) => removed.some((other) => same(left[other], right[name]))))
  return [
    ...removed.map((name) =>
      find('api-schema-removed', place(name), `the schema ${name} was removed`, name, undefined),
    ),
    ...added
      .filter((name) => !moved.has(name))
      .map((name) => find('api-schema-added', place(name), `the schema ${name} was added`, undefined, name)),
  ]
}
