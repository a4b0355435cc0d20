/** Whether an answer is one that the contract declares. Shares no code with the server or the generator: it reads openapi.json. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { closed, closedInside } from './closed.ts'
import { type Contract, contracts, type Operation, type Response, type Schema } from './contract.ts'
import type { Answer } from './send.ts'

/** Of the connection and of the server as a whole: no operation declares them. */
const everywhere = new Set(['URL_TOO_LONG', 'HEADERS_TOO_LARGE'])

/** @param operation null where the request matches none @returns what is wrong with the answer; null: it is declared */
export type Judge = (operation: Operation | null, method: string, answer: Answer) => string | null

export function createJudge(): Judge {
  const check = createCheck()
  return (operation, method, answer) => {
    const { status } = answer
    if (status >= 500) return `a ${status} ${codeOf(answer)}`
    if (operation === null || everywhere.has(codeOf(answer))) return strayFault(answer, method, check)
    const response = operation.answers[status]
    if (response === undefined) return `status ${status} ${codeOf(answer)} is not declared`
    return (
      headersFault(operation.contract, response, answer) ??
      contentFault(operation, response, method, answer, check) ??
      codeFault(response, answer)
    )
  }
}

/** The problem's code, or that of v1's error; empty where the answer is neither. */
export function codeOf({ json }: Answer): string {
  const code = (json as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : ''
}

type Check = (contract: Contract, schema: Schema, value: unknown) => string | null

function headersFault({ headers: known }: Contract, { headers: declared = {} }: Response, { headers }: Answer) {
  for (const [name, { required, schema }] of Object.entries(declared)) {
    const value = headers[name]
    if (value === undefined) {
      if (required === true) return `header ${name} is missing`
    } else if (schema.type === 'integer' && !/^\d+$/.test(value)) {
      return `header ${name} is no integer: ${value}`
    }
  }
  // Every answer may say how it can be kept (RFC 9111).
  const extra = Object.keys(headers).find(
    (name) => known.has(name) && declared[name] === undefined && name !== 'cache-control',
  )
  return extra === undefined ? null : `header ${extra} is not declared`
}

function contentFault(operation: Operation, { content }: Response, method: string, answer: Answer, check: Check) {
  const { text, json, status } = answer
  if (content === undefined) return text === '' ? null : `${status} has content: ${text.slice(0, 100)}`
  const type = (answer.headers['content-type'] ?? '').split(';', 1)[0] as string
  const media = content[type]
  if (media === undefined) return `media type ${type || '(none)'} is not declared for ${status}`
  if (method === 'HEAD') return text === '' ? null : 'HEAD is answered with content'
  if (json === undefined) return `the content is no JSON: ${text.slice(0, 100)}`
  const fault = check(operation.contract, media.schema, json)
  return fault === null ? null : `the content of ${status} breaks its schema: ${fault}`
}

function codeFault({ 'x-problem-codes': codes }: Response, answer: Answer): string | null {
  const code = codeOf(answer)
  if (codes === undefined || answer.text === '') return null
  return codes.includes(code) ? null : `code ${code || '(none)'} is not declared for ${answer.status}`
}

const [earlier, latest] = contracts as [Contract, Contract]
const problem: Schema = { $ref: '#/components/schemas/Problem' }
const error: Schema = { $ref: '#/components/schemas/Error' }
const catalogue = latest.document['x-problems']

/** What matches no operation is answered by a problem of the catalogue, or by 204 to OPTIONS. */
function strayFault(answer: Answer, method: string, check: Check): string | null {
  const { status, headers, json, text } = answer
  if (status === 204 && method === 'OPTIONS') return headers.allow === undefined ? 'OPTIONS without Allow' : null
  const code = codeOf(answer)
  if (method === 'HEAD' && text === '' && status >= 400) return null
  if (catalogue[code]?.status !== status) return `${status} with the code ${code || '(none)'}`
  const isProblem = headers['content-type'] === 'application/problem+json'
  return isProblem ? check(latest, problem, json) : check(earlier, error, json)
}

/** Compiles each schema when it is first needed; objects may hold what is declared and nothing else. */
function createCheck(): Check {
  const engines = new Map(contracts.map((contract) => [contract, engineOf(contract)]))
  const compiled = new WeakMap<object, ValidateFunction>()
  return (contract, schema, value) => {
    const engine = engines.get(contract) as Ajv2020
    let validate = compiled.get(schema)
    if (validate === undefined) {
      validate = engine.compile(absolute(closed(schema, contract)))
      compiled.set(schema, validate)
    }
    return validate(value) ? null : engine.errorsText(validate.errors, { separator: '; ' })
  }
}

const base = 'https://contract.test/openapi.json'

function engineOf(contract: Contract): Ajv2020 {
  const engine = new Ajv2020({ strict: false })
  addFormats.default(engine)
  engine.addFormat('idn-email', /^[^@\s]+@[^@\s]+$/)
  const schemas = Object.entries(contract.document.components.schemas)
  const strict = Object.fromEntries(schemas.map(([name, schema]) => [name, closedInside(schema, contract)]))
  return engine.addSchema({ $id: base, components: { schemas: strict } })
}

const absolute = (schema: Schema): Schema => JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${base}#/`))
