import type { Direction } from '../../openapi/direction.ts'
import { Failure } from '../../openapi/failure.ts'
import type { Schema } from '../../openapi/model/exchange.ts'
import type { Api } from '../api/api.ts'
import { refsOf } from '../schema/directions.ts'
import { docComment } from './docs.ts'
import type { Models } from './models.ts'
import { isHidden } from './schema.ts'
import { pure } from './writing.ts'
import { type ZodScope, zodOf } from './zod/emit.ts'

interface Component {
  /** In the contract. */
  component: string
  /** Of the type, and of the constant. */
  name: string
  direction: Direction
  schema: Schema
}

/** `zod.ts`: a Zod 4 schema for each type of `schemas.ts`, under the same name. @throws Failure for what Zod cannot say */
export function zodModule(api: Api, models: Models, from: string): string {
  const components = componentsOf(api, models)
  const made = new Set<string>()
  const early = new Set<string>()
  const texts = components.map((each) => {
    const text = constantOf(each, models, made, early)
    made.add(each.name)
    return { ...each, ...text }
  })
  const written = texts.map(({ name, schema, code, isTyped }) => {
    const doc = docComment([
      typeof schema === 'object' && typeof schema.description === 'string' ? schema.description : '',
    ])
    const type = `$z.ZodType<$models.${name}>`
    // What refers to itself, and what Zod infers otherwise, has the SDK's type.
    return isTyped && !early.has(name)
      ? `${doc}export const ${name} = ${pure} (() => ${code})()\n`
      : `${doc}export const ${name}: ${type} = ${pure} (() => ${code})() as unknown as ${type}\n`
  })
  return `import * as $z from 'zod'\nimport * as $ from '${from}/zod.ts'\nimport type * as $models from './schemas.ts'\n\n${written.join('\n')}`
}

function constantOf(
  { component, direction, schema }: Component,
  models: Models,
  made: Set<string>,
  early: Set<string>,
) {
  const base = models.scope(direction, new Set())
  let isTyped = true
  const scope: ZodScope = {
    ...base,
    constant(target) {
      const name = base.nameOf(target)
      if (made.has(name)) return name
      early.add(name)
      return `$z.lazy(() => ${name})`
    },
    isHidden: (member) => isHidden(member, base),
    untyped: () => {
      isTyped = false
    },
  }
  try {
    return { code: zodOf(schema, scope), isTyped }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`components.schemas.${component}: ${(error as Error).message}`)
  }
}

/** All types, those that others refer to first. One for both directions is read as a request, which is stricter. */
function componentsOf(api: Api, models: Models): Component[] {
  const found = new Map<string, Component>()
  const visit = (component: string, direction: Direction) => {
    const name = models.named[direction].get(component)
    if (name === undefined || found.has(name)) return
    const both = models.named.request.get(component) === name
    const schema = api.schemas[component] ?? true
    const each = { component, name, direction: both ? ('request' as const) : direction, schema }
    found.set(name, each)
    for (const target of refsOf(schema)) visit(target, each.direction)
    // Last, since the map keeps the order in which names came first.
    found.delete(name)
    found.set(name, each)
  }
  for (const direction of ['request', 'response'] as const)
    for (const component of Object.keys(api.schemas)) visit(component, direction)
  return [...found.values()]
}
