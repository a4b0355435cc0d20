import type { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { Failure, type Warning } from '../../openapi/failure.ts'
import type { JsonObject } from '../../openapi/grammar.ts'
import type { Schema, Schemas } from '../../openapi/model/exchange.ts'
import { walk } from '../../openapi/walk.ts'
import { codeWriter, runtimeNames } from './ajv.ts'
import { boundCode } from './bounded.ts'
import { cleanSchema } from './clean.ts'
import { doublers } from './doublers.ts'
import { formats } from './runtime/formats.ts'

/** A schema to compile. `name` is the name of the exported function. */
export interface SchemaToCompile {
  name: string
  schema: Schema
  /** Its pointer in the bundle, for warnings. */
  pointer: string
}

const base = 'https://schemas/'

/** The source of a module that exports a validator for each schema. Components are functions that they share. */
export function compileSchemas(wishes: SchemaToCompile[], given: Schemas): { code: string; warnings: Warning[] } {
  const warnings = new Map<string, Warning>()
  const { wanted, components } = structuredClone({ wanted: wishes, components: given })
  const context = {
    formats: new Set(Object.keys(formats)),
    reference: (name: string) => `${base}components/${name}`,
    warn: (warning: Warning) => warnings.set(`${warning.place} ${warning.message}`, warning),
  }
  const cleaned = Object.entries(components).map(
    ([name, schema]) => [name, cleanSchema(schema, { ...context, pointer: `/components/schemas/${name}` })] as const,
  )
  const roots = wanted.map(({ name, schema, pointer }) => ({
    name,
    schema: cleanSchema(schema, { ...context, pointer }),
  }))
  const ajv = codeWriter({
    ownProperties: [...cleaned.map(([, schema]) => schema), ...roots.map(({ schema }) => schema)].some(namesInherited),
  })
  for (const [name, schema] of cleaned) ajv.addSchema(asObject(schema), `${base}components/${name}`)
  for (const { name, schema } of roots) ajv.addSchema(asObject(schema), base + name)
  const exports = Object.fromEntries(roots.map(({ name }) => [name, base + name]))
  try {
    const code = roots.length === 0 ? '' : standalone.default(ajv, exports)
    const shared = [...doublers(components)].flatMap((name) => functionOf(ajv, `${base}components/${name}`) ?? [])
    const imports = `import { ${runtimeNames.join(', ')} } from 'stockroom:runtime'\n`
    return {
      code:
        imports +
        boundCode(
          code,
          shared.filter((name) => code.includes(`function ${name}(`)),
        ),
      warnings: [...warnings.values()],
    }
  } catch (error) {
    throw new Failure(
      `a schema cannot be compiled: ${(error as Error).message}; mend it, or report the document that it comes from`,
    )
  }
}

/** The name that Ajv gave the function of a schema. */
const functionOf = (ajv: Ajv2020, id: string): string | undefined => {
  const source = ajv.getSchema(id)?.source
  return source === undefined ? undefined : String(source.validateName)
}

// Ajv accepts boolean schemas everywhere but at the top.
const asObject = (schema: Schema): JsonObject => (typeof schema === 'object' ? schema : schema ? {} : { not: {} })

/** True where a member has the name of one that every object inherits, so that only own members count. */
function namesInherited(schema: Schema): boolean {
  let found = false
  walk(schema, 'schema', '', ({ properties, required, dependentRequired }) => {
    const names = [
      ...Object.keys(properties ?? {}),
      ...((required ?? []) as string[]),
      ...Object.keys(dependentRequired ?? {}),
    ]
    found ||= names.some((name) => name in Object.prototype)
  })
  return found
}
