import { step } from '../../json-schema/pointer.ts'
import type { Node } from '../grammar.ts'
import type { Loaded } from '../load.ts'
import type { Style } from '../wire.ts'
import type { Body, Header, In, Media, Parameter, Response } from './exchange.ts'
import { below, entriesOf, type Located, listOf, raw } from './located.ts'

/** OpenAPI 3.1 §4.8.12.1: parameters of these names are ignored. */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization'])

/** The operation's parameters and the path's that it does not override, with their defaults written out. */
export function parametersOf(
  loaded: Loaded,
  item: Located<Node>,
  operation: Located<Node>,
  template: string,
): Parameter[] {
  const positions = [...template.matchAll(/\{([^}]*)\}/g)].map((match) => match[1])
  const byKey = new Map<string, Parameter>()
  for (const holder of [item, operation])
    for (const node of listOf(loaded, raw(holder, 'parameters'))) {
      const parameter = parameterOf(loaded, node, positions, holder === item)
      if (parameter !== undefined) byKey.set(parameter.key, parameter)
    }
  return [...byKey.values()]
}

function parameterOf(
  loaded: Loaded,
  node: Located<Node>,
  positions: (string | undefined)[],
  shared: boolean,
): Parameter | undefined {
  const { name, in: place } = node.value
  if (typeof name !== 'string' || !['path', 'query', 'header', 'cookie'].includes(String(place))) return undefined
  const where = place as In
  if (where === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined
  const shown = where === 'header' ? name.toLowerCase() : name
  const position = where === 'path' ? positions.indexOf(name) : -1
  const style = (node.value.style ?? (where === 'query' || where === 'cookie' ? 'form' : 'simple')) as Style
  return {
    key: position >= 0 ? `path:${position}` : `${where}:${shown}`,
    name,
    in: where,
    required: where === 'path' || node.value.required === true,
    style,
    explode: typeof node.value.explode === 'boolean' ? node.value.explode : style === 'form',
    allowReserved: node.value.allowReserved === true,
    node,
    shared,
    ...schemaOf(loaded, node),
  }
}

/** The schema of a parameter or header, or of the one media type that it is declared by. */
function schemaOf(loaded: Loaded, node: Located<Node>): { schema: Located; mediaType?: string } {
  const content = raw(node, 'content')
  const [media] = entriesOf(loaded, content)
  if (media === undefined) return { schema: raw(node, 'schema') ?? { value: true, pointer: node.pointer } }
  const [mediaType, located] = media
  return { mediaType, schema: raw(located, 'schema') ?? { value: true, pointer: located.pointer } }
}

export function bodyOf(loaded: Loaded, operation: Located<Node>): Body | undefined {
  const node = below(loaded, operation, 'requestBody')
  return node && { node, required: node.value.required === true, content: contentOf(loaded, node) }
}

export function responsesOf(loaded: Loaded, operation: Located<Node>): Response[] {
  return entriesOf(loaded, raw(operation, 'responses'), true).map(([status, node]) => ({
    status: status.toUpperCase() === 'DEFAULT' ? 'default' : status.toUpperCase(),
    node,
    headers: entriesOf(loaded, raw(node, 'headers')).flatMap(([name, header]) => headerOf(loaded, name, header)),
    content: contentOf(loaded, node),
  }))
}

function headerOf(loaded: Loaded, name: string, node: Located<Node>): Header[] {
  // OpenAPI 3.1 §4.8.17: a response header of this name is ignored.
  if (name.toLowerCase() === 'content-type') return []
  const required = node.value.required === true
  const style = { style: 'simple' as const, explode: node.value.explode === true }
  return [{ name: name.toLowerCase(), required, ...style, node, ...schemaOf(loaded, node) }]
}

function contentOf(loaded: Loaded, holder: Located<Node>): Media[] {
  const content = raw(holder, 'content')
  return entriesOf(loaded, content).map(([mediaType, node]) => ({
    mediaType,
    node,
    hasSchema: Object.hasOwn(node.value, 'schema'),
    schema: raw(node, 'schema') ?? { value: true, pointer: step(node.pointer, 'schema') },
  }))
}
