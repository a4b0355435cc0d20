import type { Media, Parameter, Schema, Schemas } from '../../openapi/model/exchange.ts'
import { memberWriting } from '../../openapi/wire.ts'
import { shapeOf as shapeBy, writtenBy } from '../../openapi/wire-reader/shape.ts'
import type { ParameterRow, Shape } from '../../openapi/wire-reader/table.ts'

const home = '#/components/schemas/'

/** What the text of a value may become, by a schema whose `$ref`s name these components. */
export const shapeOf = (schema: Schema, schemas: Schemas): Shape =>
  shapeBy(schema, (reference) => (reference.startsWith(home) ? schemas[reference.slice(home.length)] : undefined))

/** Names in headers are found in lower case. */
export function parameterRow(parameter: Parameter, schemas: Schemas): ParameterRow {
  const { in: place, name, writing, schema } = parameter
  return {
    name: place === 'header' ? name.toLowerCase() : name,
    ...writtenBy(writing),
    shape: shapeOf(schema.value, schemas),
  }
}

/** How the members of a form that its schema names are written. */
export function formRows({ mediaType, schema, encoding = {} }: Media, schemas: Schemas): ParameterRow[] {
  const { members = {} } = shapeOf(schema.value, schemas)
  return Object.entries(members).map(([name, shape]) => {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined
    const writing = memberWriting(own, mediaType)
    // A file may be JSON, and stays a file.
    const isFile = shape.file ?? shape.items?.file
    return { name, ...writtenBy(isFile && writing.by === 'content' ? { by: 'value' } : writing), shape }
  })
}
