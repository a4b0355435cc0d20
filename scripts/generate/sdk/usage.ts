import { isMultipart } from '../../openapi/media-type.ts'
import type { Schema } from '../../openapi/model/exchange.ts'
import { walk } from '../../openapi/walk.ts'
import type { Api } from '../api/api.ts'
import { refsOf } from '../schema/directions.ts'

interface Usage {
  request: Set<string>
  response: Set<string>
  /** Used in both directions, and different in each: two types are written. */
  split: Set<string>
  /** Used in multipart forms, where a file is a Blob. */
  forms: Set<string>
  others: Set<string>
}

/**
 * True where a schema has another type in requests: enums are closed there, `readOnly` and `writeOnly` hide members.
 */
function differs(schema: Schema): boolean {
  let found = false
  walk(schema, 'schema', '', (node) => {
    const isEnum = (Array.isArray(node.enum) && node.enum.length > 1) || Array.isArray(node['x-extensible-enum'])
    found ||= isEnum || node.readOnly === true || node.writeOnly === true
  })
  return found
}

function reach(schemas: Api['schemas'], roots: Schema[]): Set<string> {
  const reached = new Set<string>()
  const queue = roots.flatMap((root) => [...refsOf(root)])
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    queue.push(...refsOf(schemas[name] ?? true))
  }
  return reached
}

/** Where each component schema is used. */
export function usageOf(api: Api): Usage {
  const requests = api.operations.flatMap(({ parameters, body }) => [
    ...parameters.map(({ schema }) => schema.value),
    ...(body?.content ?? []).map(({ schema }) => schema.value),
  ])
  const responses = [
    ...api.operations.flatMap((operation) =>
      operation.responses.flatMap(({ content }) => content.map(({ schema }) => schema.value)),
    ),
    ...api.webhooks.flatMap(({ body }) => (body ? [body.schema.value] : [])),
  ]
  const [request, response] = [reach(api.schemas, requests), reach(api.schemas, responses)]
  const names = Object.keys(api.schemas)
  const different = new Set(names.filter((name) => differs(api.schemas[name] ?? true)))
  for (let size = -1; size !== different.size; ) {
    size = different.size
    for (const name of names)
      if ([...refsOf(api.schemas[name] ?? true)].some((each) => different.has(each))) different.add(name)
  }
  const split = names.filter((name) => request.has(name) && response.has(name) && different.has(name))
  const bodies = api.operations.flatMap(({ body }) => body?.content ?? [])
  const forms = bodies.filter(({ mediaType }) => isMultipart(mediaType)).map(({ schema }) => schema.value)
  const others = [...requests, ...responses].filter((schema) => !forms.includes(schema))
  return {
    request,
    response,
    split: new Set(split),
    forms: reach(api.schemas, forms),
    others: reach(api.schemas, others),
  }
}
