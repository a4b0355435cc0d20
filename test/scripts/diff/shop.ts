/** A contract with a bit of everything, and changes of it. */
import type { Json } from './contracts.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: unknown) => ({ 'application/json': { schema } })
const query = (name: string, schema: Json) => ({ name, in: 'query', schema })

export const shop: Json = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1.0.0' },
  paths: {
    '/orders': {
      get: {
        operationId: 'list',
        parameters: [
          query('limit', { type: 'integer', minimum: 1, maximum: 100 }),
          query('state', { type: 'array', items: { enum: ['open', 'paid', 'sent'] } }),
          { name: 'X-Trace', in: 'header', schema: { type: 'string', maxLength: 20 } },
        ],
        responses: { 200: { description: 'OK', content: json({ type: 'array', items: ref('Order') }) } },
      },
      post: {
        operationId: 'send',
        requestBody: { required: true, content: json(ref('Order')) },
        responses: { 201: { description: 'Made', content: json(ref('Order')) } },
      },
    },
    '/orders/{id}': {
      get: {
        operationId: 'get',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z]{3,9}$' } }],
        responses: { 200: { description: 'OK', content: json(ref('Order')) } },
      },
    },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        required: ['sku', 'lines', 'payment'],
        properties: {
          id: { type: 'string', readOnly: true },
          sku: { type: 'string', pattern: '^[A-Z]{2}-[0-9]+$' },
          note: { type: ['string', 'null'], maxLength: 40 },
          lines: { type: 'array', minItems: 1, items: ref('Line') },
          payment: { oneOf: [ref('Card'), ref('Invoice')] },
          labels: { type: 'object', additionalProperties: { type: 'string', maxLength: 9 } },
          follows: ref('Order'),
        },
      },
      Line: {
        type: 'object',
        required: ['quantity'],
        properties: {
          quantity: { type: 'integer', minimum: 1, maximum: 1000 },
          price: { type: 'number', multipleOf: 0.01 },
          day: { type: 'string', format: 'date' },
        },
      },
      Card: {
        type: 'object',
        required: ['kind', 'number'],
        properties: { kind: { const: 'card' }, number: { type: 'string', minLength: 12 } },
      },
      Invoice: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { const: 'invoice' }, days: { enum: [14, 30] } },
      },
    },
  },
}

interface Mutation {
  name: string
  /** Where: the names on the way to the object. */
  at: string[]
  change: Json
}

const of = (schema: string, ...way: string[]) => ['components', 'schemas', schema, ...way]
const member = (schema: string, name: string) => of(schema, 'properties', name)
const parameter = (path: string, index: number) => ['paths', path, 'get', 'parameters', String(index)]

/** Each member of `change` replaces the one at `at`; undefined takes it away. */
export const mutations: Mutation[] = [
  { name: 'sku wider', at: member('Order', 'sku'), change: { pattern: '^[A-Z]{2,3}-[0-9]+$' } },
  { name: 'sku any', at: member('Order', 'sku'), change: { pattern: undefined } },
  { name: 'note shorter', at: member('Order', 'note'), change: { maxLength: 20 } },
  { name: 'note not null', at: member('Order', 'note'), change: { type: 'string' } },
  { name: 'two lines', at: member('Order', 'lines'), change: { minItems: 2 } },
  { name: 'lines unique', at: member('Order', 'lines'), change: { uniqueItems: true } },
  { name: 'payment by card', at: member('Order', 'payment'), change: { oneOf: [ref('Card')] } },
  { name: 'labels numbers', at: member('Order', 'labels'), change: { additionalProperties: { type: 'integer' } } },
  { name: 'labels few', at: member('Order', 'labels'), change: { maxProperties: 1 } },
  { name: 'id required', at: of('Order'), change: { required: ['id', 'sku', 'lines', 'payment'] } },
  { name: 'lines optional', at: of('Order'), change: { required: ['sku', 'payment'] } },
  { name: 'id of the client', at: member('Order', 'id'), change: { readOnly: undefined, minLength: 2 } },
  { name: 'quantity up', at: member('Line', 'quantity'), change: { maximum: 2000 } },
  { name: 'quantity even', at: member('Line', 'quantity'), change: { multipleOf: 2 } },
  { name: 'quantity number', at: member('Line', 'quantity'), change: { type: 'number' } },
  { name: 'price rough', at: member('Line', 'price'), change: { multipleOf: 0.1 } },
  { name: 'day and time', at: member('Line', 'day'), change: { format: 'date-time' } },
  { name: 'price required', at: of('Line'), change: { required: ['quantity', 'price'] } },
  { name: 'line closed', at: of('Line'), change: { additionalProperties: false } },
  { name: 'card shorter', at: member('Card', 'number'), change: { minLength: 8 } },
  { name: 'kind renamed', at: member('Card', 'kind'), change: { const: 'debit' } },
  { name: 'days more', at: member('Invoice', 'days'), change: { enum: [14, 30, 60] } },
  { name: 'days required', at: of('Invoice'), change: { required: ['kind', 'days'] } },
  { name: 'limit lower', at: [...parameter('/orders', 0), 'schema'], change: { maximum: 50 } },
  { name: 'limit required', at: parameter('/orders', 0), change: { required: true } },
  { name: 'state fewer', at: [...parameter('/orders', 1), 'schema', 'items'], change: { enum: ['open', 'paid'] } },
  { name: 'states two', at: [...parameter('/orders', 1), 'schema'], change: { maxItems: 2 } },
  { name: 'trace shorter', at: [...parameter('/orders', 2), 'schema'], change: { maxLength: 10 } },
  { name: 'trace required', at: parameter('/orders', 2), change: { required: true } },
  { name: 'id longer', at: [...parameter('/orders/{id}', 0), 'schema'], change: { pattern: '^[a-z]{4,9}$' } },
]

export function mutated(document: Json, chosen: Mutation[]): Json {
  const copy = structuredClone(document)
  for (const { at, change } of chosen) {
    const target = at.reduce((node, name) => node[name] as Json, copy)
    for (const [keyword, value] of Object.entries(change))
      if (value === undefined) delete target[keyword]
      else target[keyword] = value
  }
  return copy
}
