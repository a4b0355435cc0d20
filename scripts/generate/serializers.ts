import path from 'node:path'
import { mayBeJson } from '../openapi/media-type.ts'
import type { Schema } from '../openapi/model/exchange.ts'
import type { Api, Operation } from './api/api.ts'
import { joinModules } from './module.ts'
import { splitDirections } from './schema/directions.ts'
import { emit } from './serializers/emit.ts'
import { planner } from './serializers/plan.ts'

/** `serializers.js` and its types: functions that write response bodies as JSON text, with declared members only. */
export async function serializers(api: Api, banner: string): Promise<Record<string, string>> {
  const directed = splitDirections(api.schemas, { hidden: 'omit', responseDefaults: 'keep' })
  const { plans, planOf } = planner(directed.schemas)
  const wanted = api.operations.map((operation) => ({
    operation,
    roots: rootsOf(operation, (schema) => planOf(directed.view(schema, 'response'))),
  }))
  const emitted = emit(plans)
  const table = wanted.map(({ operation, roots }) => {
    const statuses = roots.map(({ status, media }) => {
      const writers = media.map(
        ({ mediaType, plan }) => `${JSON.stringify(mediaType)}: (v) => json(${emitted.call(plan, 'v')})`,
      )
      return `    ${JSON.stringify(status)}: { ${writers.join(', ')} },\n`
    })
    return `  ${JSON.stringify(operation.id)}: {\n${statuses.join('')}  },\n`
  })
  const data = emitted.usesPlans ? `const plans = JSON.parse(${JSON.stringify(JSON.stringify(plans))})\n` : ''
  const code = `import { date, declared, json, matches, own, put, scalar } from 'stockroom:runtime'
${data}${emitted.functions.join('')}export const serializers = {
${table.join('')}}
`
  const runtime = path.join(import.meta.dirname, 'serializers', 'runtime.ts')
  return {
    'serializers.js': await joinModules(
      code,
      { 'stockroom:runtime': `export * from ${JSON.stringify(runtime)}` },
      banner,
    ),
    'serializers.d.ts': declarations(banner),
  }
}

interface Root {
  status: string
  media: { mediaType: string; plan: number }[]
}

const rootsOf = ({ responses }: Operation, planOf: (schema: Schema) => number): Root[] =>
  responses.map(({ status, content }) => ({
    status,
    media: content
      .filter(({ mediaType }) => mayBeJson(mediaType))
      .map(({ mediaType, schema }) => ({ mediaType, plan: planOf(schema.value) })),
  }))

const declarations = (banner: string): string => `${banner}

import type { Responses } from './operations.ts'

/**
 * By operation, status and JSON media type: writes a body as JSON text, with declared members only. Maps, and objects
 * that declare no member, keep all members. A Date is written by the format of its schema.
 */
export const serializers: {
  readonly [Id in keyof Responses]: Readonly<Record<string, Readonly<Record<string, (body: unknown) => string>>>>
}
`
