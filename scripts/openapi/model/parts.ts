import { step } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../grammar.ts'
import type { Loaded } from '../load.ts'
import { type In, isIgnoredHeader, parameterWriting } from '../wire.ts'
import type { Body, Example, Header, Media, Parameter, Response, Schema } from './exchange.ts'
import { below, entriesOf, type Located, listOf, raw } from './located.ts'

const places: readonly unknown[] = ['path', 'query', 'header', 'cookie'] satisfies In[]

/** The operation's parameters, and those of the path item that it does not override, with their defaults. */
export function parametersOf(
  loaded: Loaded,
  item: Located<JsonObject>,
  operation: Located<JsonObject>,
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

/** Undefined for a parameter that OpenAPI ignores. */
function parameterOf(
  loaded: Loaded,
  node: Located<JsonObject>,
  positions: (string | undefined)[],
  shared: boolean,
): Parameter | undefined {
  const { name, in: where, allowEmptyValue, deprecated, 'x-successor': successor } = node.value
  if (typeof name !== 'string' || !places.includes(where)) return undefined
  const place = where as In
  if (place === 'header' && isIgnoredHeader(name)) return undefined
  const shown = place === 'header' ? name.toLowerCase() : name
  const position = place === 'path' ? positions.indexOf(name) : -1
  return {
    key: position >= 0 ? `path:${position}` : `${place}:${shown}`,
    in: place,
    ...carriedOf(loaded, name, node, place),
    required: place === 'path' || node.value.required === true,
    allowEmptyValue: allowEmptyValue === true && place === 'query',
    deprecated: deprecated === true,
    ...(typeof successor === 'string' && { successor }),
    shared,
  }
}

/** The fields that parameters and headers share. */
function carriedOf(loaded: Loaded, name: string, node: Located<JsonObject>, place: In): Header {
  const [media] = entriesOf(loaded, raw(node, 'content'))
  const holder = media === undefined ? node : media[1]
  return {
    name,
    required: node.value.required === true,
    writing: parameterWriting(node.value, place),
    schema: schemaOf(holder) ?? { value: {}, pointer: holder.pointer },
    node,
    ...descriptionOf(node),
  }
}

const schemaOf = (holder: Located<JsonObject>) => raw(holder, 'schema') as Located<Schema> | undefined

const descriptionOf = ({ value: { description } }: Located<JsonObject>): { description?: string } =>
  typeof description === 'string' ? { description } : {}

export function bodyOf(loaded: Loaded, operation: Located<JsonObject>): Body | undefined {
  const node = below(loaded, operation, 'requestBody')
  return node && { node, required: node.value.required === true, content: contentOf(loaded, node) }
}

export function responsesOf(loaded: Loaded, operation: Located<JsonObject>): Response[] {
  return entriesOf(loaded, raw(operation, 'responses'), true).map(([status, node]) => {
    const { description, 'x-problem-codes': codes } = node.value
    return {
      status: status.toUpperCase() === 'DEFAULT' ? 'default' : status.toUpperCase(),
      node,
      description: String(description ?? ''),
      headers: entriesOf(loaded, raw(node, 'headers')).flatMap(([name, header]) => headerOf(loaded, name, header)),
      content: contentOf(loaded, node),
      ...(Array.isArray(codes) && { codes: codes as string[] }),
    }
  })
}

function headerOf(loaded: Loaded, name: string, node: Located<JsonObject>): Header[] {
  // OpenAPI 3.1 §4.8.17: a response header of this name is ignored.
  return name.toLowerCase() === 'content-type' ? [] : [carriedOf(loaded, name.toLowerCase(), node, 'header')]
}

function contentOf(loaded: Loaded, holder: Located<JsonObject>): Media[] {
  return entriesOf(loaded, raw(holder, 'content')).map(([mediaType, node]) => ({
    mediaType,
    node,
    hasSchema: Object.hasOwn(node.value, 'schema'),
    schema: schemaOf(node) ?? { value: {}, pointer: step(node.pointer, 'schema') },
    examples: examplesOf(loaded, node),
    ...(isJsonObject(node.value.encoding) && { encoding: node.value.encoding as Record<string, JsonObject> }),
  }))
}

function examplesOf(loaded: Loaded, media: Located<JsonObject>): Example[] {
  const named = entriesOf(loaded, raw(media, 'examples')).flatMap(([name, { value: example }]) => {
    const { summary, value } = example
    return 'value' in example ? [{ name, ...(typeof summary === 'string' && { summary }), value }] : []
  })
  return 'example' in media.value ? [{ name: 'default', value: media.value.example }, ...named] : named
}
