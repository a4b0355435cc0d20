import type { Parameter, ParameterIn, Schema, Style } from './ir.ts'
import type { Node } from './walk.ts'

const defaultStyle: Record<ParameterIn, Style> = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' }

// OpenAPI 3.1 §4.8.12.1: these are described elsewhere in the document, and ignored here.
const elsewhere = new Set(['accept', 'content-type', 'authorization'])

/** A parameter with everything that it leaves unsaid (OpenAPI 3.1 §4.8.12.2), or undefined for one that is ignored. */
export function parameterOf(node: Node): Parameter | undefined {
  const place = node.in as ParameterIn
  const name = String(node.name)
  if (!(place in defaultStyle) || (place === 'header' && elsewhere.has(name.toLowerCase()))) return undefined
  const style = (node.style as Style | undefined) ?? defaultStyle[place]
  const [mediaType, media] = Object.entries((node.content ?? {}) as Record<string, Node>)[0] ?? []
  return {
    name,
    in: place,
    required: node.required === true || place === 'path',
    style,
    explode: typeof node.explode === 'boolean' ? node.explode : style === 'form' || style === 'deepObject',
    allowReserved: node.allowReserved === true,
    allowEmptyValue: node.allowEmptyValue === true && place === 'query',
    schema: (node.schema ?? media?.schema ?? {}) as Schema,
    ...(mediaType !== undefined && { mediaType }),
    ...(typeof node.description === 'string' && { description: node.description }),
    deprecated: node.deprecated === true,
    ...(typeof node['x-successor'] === 'string' && { successor: node['x-successor'] }),
  }
}
