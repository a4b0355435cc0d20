import path from 'node:path'
import { step } from '../json-schema/pointer.ts'
import type { Warning } from '../openapi/failure.ts'
import { isJson, mayBeJson } from '../openapi/media-type.ts'
import type { Media, Parameter, Schema } from '../openapi/model/exchange.ts'
import { isFile, isForm } from '../openapi/wire.ts'
import type { Api, Operation } from './api/api.ts'
import { joinModules } from './module.ts'
import { type DirectedSchemas, splitDirections } from './schema/directions.ts'
import { resolveSchema } from './schema/shape.ts'
import { compileSchemas, type SchemaToCompile } from './validators/compile.ts'
import { declarations } from './validators/declarations.ts'
import { type DefaultPlans, defaultPlans } from './validators/default-plans.ts'
import type { BodyRow } from './validators/runtime/request.ts'
import { formRows, parameterRow, shapeOf } from './validators/shapes.ts'

/** `validators.js` and its types: a validator for every request and response of the contract. */
export async function validators(
  api: Api,
  banner: string,
  warn: (warning: Warning) => void = () => {},
): Promise<Record<string, string>> {
  const directed = splitDirections(api.schemas, { hidden: 'refuse', responseDefaults: 'drop' })
  const context: ValidatorTables = { api, directed, wanted: new Map(), defaults: defaultPlans(directed.schemas, warn) }
  const requests = api.operations.map((operation, index) => requestText(context, operation, `request${index}`))
  const responses = api.operations.map((operation, index) => responsesText(context, operation, `response${index}`))
  const { code, warnings } = compileSchemas([...context.wanted.values()], directed.schemas)
  for (const warning of warnings) warn(warning)
  const tables = `import { request, response } from 'stockroom:request'
import * as schemas from 'stockroom:schemas'
const defaults = ${source(context.defaults.plans)}
export const requests = {
${requests.join('')}}
export const responses = {
${responses.join('')}}
`
  return {
    'validators.js': await joinModules(tables, { ...runtime, 'stockroom:schemas': code }, banner),
    'validators.d.ts': declarations(banner),
  }
}

const file = (name: string): string => JSON.stringify(path.join(import.meta.dirname, 'validators', 'runtime', name))

const runtime = {
  'stockroom:runtime': ['bounded.ts', 'formats.ts', 'union.ts'].map((name) => `export * from ${file(name)}\n`).join(''),
  'stockroom:request': `export * from ${file('request.ts')}\n`,
}

interface ValidatorTables {
  api: Api
  directed: DirectedSchemas
  /** The schemas to compile, by their text, so that each is compiled once. */
  wanted: Map<string, SchemaToCompile>
  defaults: DefaultPlans
}

const parts = { path: 'path', query: 'query', headers: 'header', cookies: 'cookie' } as const

function requestText(context: ValidatorTables, operation: Operation, name: string): string {
  const { api, directed } = context
  const pointer = step('/paths', operation.path, operation.method)
  const row: Record<string, unknown> = {}
  const schema: Record<string, Schema> = {}
  for (const [part, place] of Object.entries(parts)) {
    const own = operation.parameters.filter((parameter) => parameter.in === place)
    if (own.length === 0) continue
    row[part] = own.map((parameter) => parameterRow(parameter, api.schemas))
    schema[part] = partSchema(own, directed)
  }
  const keys = credentialNames(api, operation)
  if (keys.length > 0) row.credentials = keys
  if (Object.keys(schema).length > 0)
    Object.assign(row, checked(context, name, { type: 'object', properties: schema }, `${pointer}/parameters`))
  if (operation.body) {
    const media = operation.body.content.map((one, index) => bodyRow(context, one, `${name}_${index}`, pointer))
    row.body = { required: operation.body.required, media }
  }
  return `  ${JSON.stringify(operation.id)}: request(${source(row)}, defaults),\n`
}

function partSchema(parameters: Parameter[], directed: DirectedSchemas): Schema {
  const key = ({ in: place, name }: Parameter) => (place === 'header' ? name.toLowerCase() : name)
  const schemaOf = ({ schema, allowEmptyValue }: Parameter): Schema => {
    const view = directed.view(schema.value, 'request')
    if (!allowEmptyValue) return view
    const { default: value } = resolveSchema(view, directed.schemas)
    return { if: { const: '' }, else: view, ...(value !== undefined && { default: value }) }
  }
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [key(parameter), schemaOf(parameter)])),
    required: parameters.filter(({ required }) => required).map(key),
  }
}

function bodyRow(context: ValidatorTables, media: Media, name: string, pointer: string): Record<string, unknown> {
  const { api, directed } = context
  const { mediaType, schema } = media
  const kind = contentKind(media, api)
  if (kind === 'opaque') return { mediaType, kind }
  const place = step(`${pointer}/requestBody/content`, mediaType, 'schema')
  const shape = kind === 'json' ? undefined : shapeOf(schema.value, api.schemas)
  return {
    mediaType,
    kind,
    ...(kind === 'form' && { form: { rows: formRows(media, api.schemas), shape } }),
    ...(kind === 'text' && { shape }),
    ...checked(context, name, directed.view(schema.value, 'request'), place),
  }
}

/** How validators receive the content of a media type: as a value, a form, a text, or bytes that they do not check. */
function contentKind({ mediaType, schema }: Media, { schemas }: Api): BodyRow['kind'] {
  if (isForm(mediaType)) return 'form'
  if (isJson(mediaType)) return 'json'
  if (mayBeJson(mediaType)) return isFile(resolveSchema(schema.value, schemas)) ? 'opaque' : 'json'
  return /^text\//i.test(mediaType) ? 'text' : 'opaque'
}

function responsesText(context: ValidatorTables, operation: Operation, name: string): string {
  const { directed } = context
  const statuses = operation.responses.map(({ status, content }, at) => {
    const pointer = `${step('/paths', operation.path, operation.method)}/responses/${status}/content`
    const media = content.map((one, index) => {
      const view = directed.view(one.schema.value, 'response')
      const isChecked = ['json', 'text'].includes(contentKind(one, context.api))
      const validate = isChecked
        ? validatorName(context, `${name}_${at}_${index}`, view, step(pointer, one.mediaType, 'schema'))
        : ''
      return `${JSON.stringify(one.mediaType)}: response(${validate})`
    })
    return `    ${JSON.stringify(status)}: { ${media.join(', ')} },\n`
  })
  return `  ${JSON.stringify(operation.id)}: {\n${statuses.join('')}  },\n`
}

/** The validator of a request's schema, and the index of its defaults. */
function checked(context: ValidatorTables, name: string, schema: Schema, pointer: string): Record<string, unknown> {
  const defaults = context.defaults.planOf(schema, pointer)
  return { validate: validatorName(context, name, schema, pointer), ...(defaults !== undefined && { defaults }) }
}

/** Adds a schema to those to compile. Returns the name of its function in the module of the tables. */
function validatorName({ wanted }: ValidatorTables, name: string, schema: Schema, pointer: string): string {
  const text = JSON.stringify(schema)
  const known = wanted.get(text) ?? { name, schema, pointer }
  wanted.set(text, known)
  return `schemas.${known.name}`
}

/** Names of query parameters and cookies that carry credentials. */
const credentialNames = ({ securitySchemes }: Api, { security }: Operation): string[] =>
  [...new Set(security.flatMap((alternative) => Object.keys(alternative)))].flatMap((name) => {
    const scheme = securitySchemes[name]
    return scheme?.type === 'apiKey' && scheme.in !== 'header' ? [String(scheme.name)] : []
  })

/** Source text of a value: JSON, with the names of functions unquoted. `__proto__` stays a member. */
const source = (value: unknown): string =>
  JSON.stringify(value, null, 0)
    .replaceAll(/"validate":"(schemas\.\w+)"/g, '"validate":$1')
    .replaceAll('"__proto__":', '["__proto__"]:')
