import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'
import { requestSchemas, responseSchemas } from './lib/schemas.js'

/** What types, validators, serializers, SDK and diff all understand, and understand alike. */
const PLAIN = new Set(
  [
    ['type', 'format', 'enum', 'const', 'default', 'title', 'description', 'deprecated', 'examples', 'example'],
    [
      'properties',
      'required',
      'additionalProperties',
      'minProperties',
      'maxProperties',
      'items',
      'minItems',
      'maxItems',
    ],
    ['uniqueItems', 'minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'multipleOf', 'readOnly', 'writeOnly'],
  ].flat(),
)

/** Schemas use no keyword that some tool of the pipeline would ignore: no `allOf`, `oneOf`, `not`, `if`. */
export default () => {
  const tell = once()
  return eachOperation((operation, context) => {
    for (const { node, location } of [...requestSchemas(operation, context), ...responseSchemas(operation, context)]) {
      const odd = Object.keys(node).filter((keyword) => !PLAIN.has(keyword) && !keyword.startsWith('x-'))
      if (odd.length > 0)
        tell(context, location, `A schema of ${operation.name} uses ${odd.join(', ')}. Say it with plain keywords.`)
    }
  })
}
