/** The validators generated for each operation, and requests that might take one long: every place filled with much of something. */
import { requests as validatorsV1 } from '../../../generated/v1/validators.js'
import { requests as validatorsV2 } from '../../../generated/v2/validators.js'
import { type Operation, operations, type Schema } from '../../chaos/fuzz/contract.ts'
import type { Work } from '../growth.ts'

interface Shape {
  readonly path: Record<string, string>
  readonly query: string
  readonly headers: Record<string, string>
  readonly contentType?: string
  readonly body?: unknown
}

type Validate = (request: Shape) => unknown

/** What a place is filled with, of any size. */
type Filling = (size: number) => unknown

const units = ['a', '0', ' ', '-', 'é', 'a@', 'a.', '-a', ':0', '%20', '\u0000', 'T0']
const ofText = units.map(
  (unit): Filling =>
    (size) =>
      unit.repeat(Math.ceil(size / unit.length)),
)
const many =
  (make: (at: number) => unknown): Filling =>
  (size) =>
    Array.from({ length: size }, (_, at) => make(at))
const members: Filling = (size) => Object.fromEntries(Array.from({ length: size }, (_, at) => [`m${at}`, at]))

export const validators: ReadonlyMap<string, Validate> = new Map(
  operations.map(({ id, name, contract }) => {
    const ofVersion = contract.version === 'v1' ? validatorsV1 : validatorsV2
    return [name, (ofVersion as unknown as Record<string, Validate>)[id] as Validate]
  }),
)

export function attacksOnValidator(
  name: string,
  validate = validators.get(name) as Validate,
  most = 1 << 13,
): Work<Shape>[] {
  const operation = operations.find((one) => one.name === name) as Operation
  return shapesOf(operation).map(({ place, make }) => ({
    name: `${name}: ${place}`,
    make,
    // It fills defaults into the body: after the first run they are there.
    run: validate,
    most,
  }))
}

interface Attack {
  readonly place: string
  readonly make: (size: number) => Shape
}

function shapesOf(operation: Operation): Attack[] {
  const shape: Shape = { path: {}, query: '', headers: {} }
  const inQuery = operation.parameters.filter(({ in: where }) => where === 'query').map(({ name }) => name)
  const pairs = ['a=b', 'a', '=', '%61=%62', 'a[b]=c', ...inQuery.flatMap((name) => [`${name}=a`, `${name}=1,2`])]
  const queries = pairs.map(
    (pair): Attack => ({
      place: `query ${pair}…`,
      make: (size) => ({ ...shape, query: Array<string>(size).fill(pair).join('&') }),
    }),
  )
  const texts = operation.parameters.flatMap(({ name, in: where }) =>
    ofText.map(
      (fill, at): Attack => ({
        place: `${where} ${name} of ${JSON.stringify(units[at])}…`,
        make: (size) => {
          const text = String(fill(size))
          if (where === 'query') return { ...shape, query: `${name}=${encodeURIComponent(text)}` }
          return where === 'path'
            ? { ...shape, path: { [name]: text } }
            : { ...shape, headers: { [name.toLowerCase()]: text } }
        },
      }),
    ),
  )
  return [...queries, ...texts, ...bodiesOf(operation, shape)]
}

function bodiesOf(operation: Operation, shape: Shape): Attack[] {
  return Object.entries(operation.bodies).flatMap(([contentType, schema]) => {
    const whole = exampleOf(schema, operation)
    return placesOf(whole).flatMap((path) => {
      const there = at(whole, path)
      const fillings = [
        ...ofText,
        members,
        many(() => there),
        many((n) => ({ n })),
        many((n) => n),
        many((n) => `a${n}`),
      ]
      return fillings.map(
        (fill, index): Attack => ({
          place: `${contentType} /${path.join('/')} filled in way ${index}`,
          make: (size) => ({ ...shape, contentType, body: filled(whole, path, fill(size)) }),
        }),
      )
    })
  })
}

/** A value with every member that the schema names, and one item in each list. */
function exampleOf(given: Schema, operation: Operation, depth = 0): unknown {
  const schema = operation.contract.resolve(given)
  const [part] = (schema.oneOf ?? schema.anyOf ?? schema.allOf ?? []) as Schema[]
  if (part !== undefined && depth < 8) return exampleOf(part, operation, depth + 1)
  if (schema.items !== undefined) return [exampleOf(schema.items, operation, depth + 1)]
  if (schema.properties === undefined || depth > 8) return schema.const ?? 'a'
  const entries = Object.entries(schema.properties)
  return Object.fromEntries(entries.map(([name, member]) => [name, exampleOf(member, operation, depth + 1)]))
}

type Path = readonly string[]

function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, member]) => placesOf(member, [...path, name]))]
}

const at = (value: unknown, path: Path) =>
  path.reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], value)

function filled(value: unknown, [name, ...path]: Path, filling: unknown): unknown {
  if (name === undefined) return filling
  if (Array.isArray(value)) return value.map((item) => filled(item, path, filling))
  return { ...(value as object), [name]: filled((value as Record<string, unknown>)[name], path, filling) }
}
