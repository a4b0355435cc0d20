import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Direction } from '../openapi/direction.ts'
import type { Schema, Schemas } from '../openapi/model/exchange.ts'
import { splitDirections } from './schema/directions.ts'
import { reading } from './validators/ajv.ts'
import { cleanSchema } from './validators/clean.ts'
import { formats } from './validators/runtime/formats.ts'

/** True where a request, or a response, may have the value at a place with this schema. */
type Fits = (value: unknown, schema: Schema) => boolean

const known = { request: new WeakMap<Schemas, Fits>(), response: new WeakMap<Schemas, Fits>() }

/** For schemas that are these components, parts of them, or refer to them. Each is compiled at its first use. */
export function fitsOf(schemas: Schemas, direction: Direction): Fits {
  const fits = known[direction].get(schemas) ?? create(schemas, direction)
  known[direction].set(schemas, fits)
  return fits
}

function create(schemas: Schemas, direction: Direction): Fits {
  const directed = splitDirections(schemas, { hidden: 'refuse', responseDefaults: 'drop' })
  const ajv = new Ajv2020(reading)
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format as never)
  ajv.addKeyword({ keyword: 'hidden', validate: (_: unknown, value: unknown) => value === null })
  const context = {
    formats: new Set(Object.keys(formats)),
    reference: (name: string) => `https://schemas/${name}`,
    warn: () => {},
    pointer: '',
  }
  const clean = (schema: Schema) => {
    const cleaned = cleanSchema(structuredClone(schema), context)
    return typeof cleaned === 'object' ? cleaned : cleaned ? {} : { not: {} }
  }
  for (const [name, schema] of Object.entries(directed.schemas)) ajv.addSchema(clean(schema), context.reference(name))
  const checks = new WeakMap<object, (value: unknown) => unknown>()
  return (value, schema) => {
    if (typeof schema !== 'object') return schema
    const check = checks.get(schema) ?? ajv.compile(clean(directed.view(schema, direction)))
    checks.set(schema, check)
    try {
      return check(value) === true
    } catch (error) {
      // A schema that applies itself to the same value, by `allOf` or a union, is valid for no value.
      if (error instanceof RangeError) return false
      throw error
    }
  }
}
