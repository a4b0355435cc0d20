/** An explanation's two fragments as whole documents. */
import type { Fragment, Row } from '../../../../scripts/diff/catalogue/row.ts'

type Node = Record<string, unknown>

const variant = (kind: string) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { const: kind } },
})
const schemas = { Card: variant('card'), Bill: variant('bill') }
const schemes = { key: { type: 'apiKey', in: 'header', name: 'X-Key' } }
const done = { responses: { 204: { description: 'Done' } } }

export function documentsOf({ example }: Row): { base: string; revision: string } {
  const whole = (fragment: Fragment) => {
    const parts = example.within === 'operation' ? around(fragment) : document(fragment)
    return JSON.stringify({ ...parts, ...(example.openapi && { openapi: example.openapi }) })
  }
  return { base: whole(example.before), revision: whole(example.after) }
}

function around(operation: Fragment): Node {
  return document({ paths: { '/orders': { post: { ...done, ...operation } } } })
}

function document(fragment: Fragment): Node {
  const components = (fragment.components ?? {}) as Node
  return {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1.0.0' },
    paths: { '/products': { get: done } },
    ...fragment,
    components: {
      ...components,
      schemas: { ...schemas, ...(components.schemas as Node) },
      securitySchemes: { ...schemes, ...(components.securitySchemes as Node) },
    },
  }
}
