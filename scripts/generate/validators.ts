import path from 'node:path'
import { type Directed, splitDirections } from '../lib/directions.ts'
import type { Warning } from '../lib/failure.ts'
import type { Api, Media, Operation, Parameter, Schema } from '../lib/ir.ts'
import { join } from '../lib/pointer.ts'
import { isMultipart, isUrlencoded, mayBeJson } from '../openapi/media-type.ts'
import { joinModules } from './module.ts'
import { compileSchemas, type Wanted } from './validators/compile.ts'
import { declarations } from './validators/declarations.ts'
import type { BodyRow, RequestRow } from './validators/runtime/request.ts'
import { formRows, parameterRow, shapeOf } from './validators/shapes.ts'

/** `validators.js` and its types: what every request and response of the contract must be, as plain code. */
export async function validators(
  api: Api,
  banner: string,
  warn: (warning: Warning) => void = () => {},
): Promise<Record<string, string>> {
  const directed = splitDirections(api.schemas, { hidden: 'refuse', responseDefaults: 'drop' })
  const wanted: WantedByText = new Map()
  const requests = api.operations.map((operation, index) =>
    requestText(api, operation, `request${index}`, directed, wanted),
  )
  const responses = api.operations.map((operation, index) =>
    responsesText(operation, `response${index}`, directed, wanted),
  )
  const { code, warnings } = compileSchemas([...wanted.values()], directed.schemas)
  for (const warning of warnings) warn(warning)
  const tables = `import { request, response } from 'stockroom:request'
import * as schemas from 'stockroom:schemas'
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
  'stockroom:runtime': `export * from ${file('formats.ts')}\nexport * from ${file('union.ts')}\n`,
  'stockroom:request': `export * from ${file('request.ts')}\n`,
}

/** What is to be compiled, each schema once. */
type WantedByText = Map<string, Wanted>

const parts = { path: 'path', query: 'query', headers: 'header', cookies: 'cookie' } as const

function requestText(api: Api, operation: Operation, name: string, directed: Directed, wanted: WantedByText): string {
  const pointer = join('/paths', operation.path, operation.method)
  const row: Record<string, unknown> = {}
  const schema: Record<string, Schema> = {}
  for (const [part, place] of Object.entries(parts)) {
    const own = operation.parameters.filter((parameter) => parameter.in === place)
    if (own.length === 0) continue
    row[part] = own.map((parameter) => parameterRow(parameter, api.schemas))
    schema[part] = partSchema(own, directed)
  }
  const keys = queryKeys(api, operation)
  if (keys.length > 0) row.queryKeys = keys
  if (Object.keys(schema).length > 0) {
    row.validate = validatorName(wanted, name, { type: 'object', properties: schema }, `${pointer}/parameters`)
  }
  if (operation.body) {
    const media = operation.body.content.map((one, index) =>
      bodyRow(api, one, `${name}_${index}`, pointer, directed, wanted),
    )
    row.body = { required: operation.body.required, media }
  }
  return `  ${JSON.stringify(operation.id)}: request(${source(row as Partial<RequestRow>)}),\n`
}

function partSchema(parameters: Parameter[], directed: Directed): Schema {
  const key = ({ in: place, name }: Parameter) => (place === 'header' ? name.toLowerCase() : name)
  const schemaOf = ({ schema, allowEmptyValue }: Parameter): Schema => {
    const view = directed.view(schema, 'request')
    return allowEmptyValue ? { if: { const: '' }, else: view } : view
  }
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [key(parameter), schemaOf(parameter)])),
    required: parameters.filter(({ required }) => required).map(key),
  }
}

function bodyRow(
  api: Api,
  media: Media,
  name: string,
  pointer: string,
  directed: Directed,
  wanted: WantedByText,
): BodyRow {
  const { mediaType, schema } = media
  const form = isUrlencoded(mediaType) || isMultipart(mediaType)
  if (!form && !mayBeJson(mediaType) && !/^text\//i.test(mediaType)) return { mediaType, kind: 'opaque' }
  const place = join(`${pointer}/requestBody/content`, mediaType, 'schema')
  return {
    mediaType,
    kind: form ? 'form' : 'json',
    ...(form && { rows: formRows(media, api.schemas), shape: shapeOf(schema, api.schemas) }),
    validate: validatorName(wanted, name, directed.view(schema, 'request'), place) as never,
  }
}

function responsesText(operation: Operation, name: string, directed: Directed, wanted: WantedByText): string {
  const statuses = operation.responses.map(({ status, content }, at) => {
    const pointer = `${join('/paths', operation.path, operation.method)}/responses/${status}/content`
    const media = content.map(({ mediaType, schema }, index) => {
      const checked = mayBeJson(mediaType) || /^text\//i.test(mediaType)
      const view = directed.view(schema, 'response')
      const validate = checked
        ? validatorName(wanted, `${name}_${at}_${index}`, view, join(pointer, mediaType, 'schema'))
        : ''
      return `${JSON.stringify(mediaType)}: response(${validate})`
    })
    return `    ${JSON.stringify(status)}: { ${media.join(', ')} },\n`
  })
  return `  ${JSON.stringify(operation.id)}: {\n${statuses.join('')}  },\n`
}

/** Asks for a schema to be compiled; the answer is the name of the function, an expression of the tables' module. */
function validatorName(wanted: WantedByText, name: string, schema: Schema, pointer: string): string {
  const text = JSON.stringify(schema)
  const known = wanted.get(text) ?? { name, schema, pointer }
  wanted.set(text, known)
  return `schemas.${known.name}`
}

const queryKeys = ({ securitySchemes }: Api, { security }: Operation): string[] =>
  [...new Set(security.flatMap((alternative) => Object.keys(alternative)))].flatMap((name) => {
    const scheme = securitySchemes[name]
    return scheme?.type === 'apiKey' && scheme.in === 'query' ? [String(scheme.name)] : []
  })

/** JSON, but for the functions that it names; `__proto__` stays a member. */
const source = (value: unknown): string =>
  JSON.stringify(value, null, 0)
    .replaceAll(/"validate":"(schemas\.\w+)"/g, '"validate":$1')
    .replaceAll('"__proto__":', '["__proto__"]:')
