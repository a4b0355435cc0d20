/** The document as a whole: servers, versions, components, words. */
import type { Entry, Fragment } from '../entry.ts'

const fine = 'No client has to change.'
const nothing = 'Nothing is needed.'
const servers = (...urls: string[]): Fragment => ({ servers: urls.map((url) => ({ url })) })
const one = 'https://api.example'
const two = 'https://eu.api.example'
const regional = (...regions: string[]): Fragment => ({
  servers: [{ url: 'https://{region}.api.example', variables: { region: { default: 'eu', enum: regions } } }],
})
const info = (more: Fragment): Fragment => ({ info: { title: 'Shop', version: '2.0.0', ...more } })
const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } }
const schemas = (more: Fragment): Fragment => ({ components: { schemas: more } })

const animal = { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } }
const union = (name: string): Fragment =>
  schemas({
    [name]: { ...animal, required: ['kind', 'lives'] },
    Dog: { ...animal, required: ['kind', 'bark'] },
    Pet: {
      oneOf: [{ $ref: `#/components/schemas/${name}` }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind' },
    },
  })

type Row = [id: string, what: string, why: string, instead: string, before: Fragment, after: Fragment]

// biome-ignore format: a table
const table: Row[] = [
  ['api-server-added', 'A server was added.', fine, nothing, servers(one), servers(one, two)],
  ['api-server-removed', 'A server is not named any more.', 'Clients that call it go on doing so: where none of the old ones is left, all requests of the base go to a place that the contract no longer speaks of.', 'Keep the old address working and named, beside the new one.', servers(one), servers(two)],
  ['api-server-variables-changed', "A server's variables were changed.", 'A client that fills in a value which is gone calls a place that is no more.', 'Keep the old values working and named.', regional('eu', 'us'), regional('eu')],
  ['api-version-changed', "The contract's version was changed.", fine, nothing, info({}), info({ version: '2.1.0' })],
  ['openapi-version-changed', 'The document is written in another version of OpenAPI.', `${fine} Tools that read the document may have to.`, nothing, { openapi: '3.0.3' }, { openapi: '3.1.0' }],
  ['contract-restated', 'The contract is written in other words and says the same.', fine, nothing, { paths: { '/notes': { get: { parameters: [limit], responses: {} } } } }, { paths: { '/notes': { parameters: [limit], get: { responses: {} } } } }],
  ['schema-dialect-changed', 'The dialect of all schemas (`jsonSchemaDialect`) was changed.', 'Keywords may mean something else in it, which nobody has compared.', 'Keep the dialect that OpenAPI 3.1 has by default.', {}, { jsonSchemaDialect: 'http://json-schema.org/draft-07/schema#' }],
  ['api-schema-added', 'A schema was added to the components.', 'By itself it is no part of any message.', nothing, schemas({}), schemas({ Note: { type: 'string' } })],
  ['api-schema-removed', 'A schema was taken from the components.', 'No message is another one, but code made from the contract has lost a type.', 'Keep the name until the next major version of what is made from the contract.', schemas({ Note: { type: 'string' } }), schemas({})],
  ['api-discriminator-tag-changed', 'Alternatives that only their discriminator tells apart are called otherwise.', 'The name of a component that no `mapping` names is what stands in each message: a client goes on sending the old one, and does not know the new one.', 'Map the old name to the component, or let each alternative state its own (`const`).', union('Cat'), union('Puss')],
  ['documentation-changed', 'Words were changed: a title, a summary, a description or an example.', fine, nothing, info({ description: 'Orders' }), info({ description: 'Orders and invoices' })],
  ['extension-changed', 'An extension (`x-…`) was changed.', `${fine} Tools that read the extension may act otherwise.`, nothing, { 'x-owner': 'sales' }, { 'x-owner': 'stock' }],
]

export const document: readonly Entry[] = table.map(([id, what, why, instead, before, after]) => ({
  id,
  what,
  why,
  instead,
  example: { within: 'document', before, after },
}))
