/** The document as a whole: servers, versions, components, documentation. */
import { error, info, levels, warning } from '../levels.ts'
import { type Fragment, type Row, ruleRows } from '../row.ts'

const fine = 'No client has to change.'
const nothing = 'Nothing is needed.'
const servers = (...urls: string[]): Fragment => ({ servers: urls.map((url) => ({ url })) })
const one = 'https://api.example'
const two = 'https://eu.api.example'
const regional = (...regions: string[]): Fragment => ({
  servers: [{ url: 'https://{region}.api.example', variables: { region: { default: 'eu', enum: regions } } }],
})
const titled = (more: Fragment): Fragment => ({ info: { title: 'Shop', version: '2.0.0', ...more } })
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

// biome-ignore format: a table
export const document: readonly Row[] = ruleRows({ direction: 'both', aspect: 'document', within: 'document' }, [
  {
    id: 'api-server-added', levels: info,
    sentence: 'server {to} was added',
    meaning: 'A server was added.',
    reason: fine,
    advice: nothing,
    before: servers(one),
    after: servers(one, two),
  },
  {
    id: 'api-server-removed', levels: error,
    sentence: 'server {from} was removed, and no server of the base is left',
    variants: {
      othersLeft: { when: 'another server of the base is left', levels: warning, sentence: 'server {from} was removed, and other servers of the base are left' },
    },
    meaning: 'A server was removed.',
    reason: 'Clients of the base still call it. Where no server of the base is left, all their requests go to an address that the contract no longer names.',
    advice: 'Keep the old address working and declared, beside the new one.',
    before: servers(one),
    after: servers(two),
  },
  {
    id: 'api-server-variables-changed', levels: warning,
    sentence: 'the variables of server {server} changed: some values that the base allows were removed',
    variants: {
      kept: { when: 'every value of the base is left', levels: info, sentence: 'the variables of server {server} changed, and every value of the base is left' },
      defaultMoved: { when: 'the address without values for the variables is another one', levels: warning, sentence: 'the variables of server {server} changed: without values for them, the address is {now}, not {before}' },
    },
    meaning: "A server's variables were changed.",
    reason: 'A client that uses a removed value calls an address that no longer exists.',
    advice: 'Keep the old values working and declared.',
    before: regional('eu', 'us'),
    after: regional('eu'),
  },
  {
    id: 'api-version-changed', levels: info,
    sentence: 'the version of the API changed from {from|none} to {to|none}',
    meaning: "The contract's version was changed.",
    reason: fine,
    advice: nothing,
    before: titled({}),
    after: titled({ version: '2.1.0' }),
  },
  {
    id: 'openapi-version-changed', levels: info,
    sentence: 'the document changed from OpenAPI {from|unknown} to {to|unknown}',
    meaning: 'The version of OpenAPI was changed.',
    reason: `${fine} Tools that read the document may have to change.`,
    advice: nothing,
    before: { openapi: '3.0.3' },
    after: { openapi: '3.1.0' },
  },
  {
    id: 'contract-restated', levels: info,
    sentence: 'the contract is written differently and means the same',
    meaning: 'The contract is written differently and means the same.',
    reason: fine,
    advice: nothing,
    before: { paths: { '/notes': { get: { parameters: [limit], responses: {} } } } },
    after: { paths: { '/notes': { parameters: [limit], get: { responses: {} } } } },
  },
  {
    id: 'schema-dialect-changed', levels: warning,
    sentence: 'the default dialect of schemas changed from {from|none} to {to|none} (jsonSchemaDialect): keywords may mean something else in it',
    meaning: 'The dialect of all schemas (`jsonSchemaDialect`) was changed.',
    reason: 'Keywords may mean something else in the other dialect; the diff does not compare their meaning.',
    advice: 'Keep the dialect that OpenAPI 3.1 has by default.',
    before: {},
    after: { jsonSchemaDialect: 'http://json-schema.org/draft-07/schema#' },
  },
  {
    id: 'api-schema-added', levels: info,
    sentence: 'schema {to} was added to the components',
    meaning: 'A schema was added to the components.',
    reason: 'By itself it changes no message.',
    advice: nothing,
    before: schemas({}),
    after: schemas({ Note: { type: 'string' } }),
  },
  {
    id: 'api-schema-removed', levels: levels('info', { source: 'warning' }),
    sentence: 'schema {from} was removed from the components',
    meaning: 'A schema was removed from the components.',
    reason: 'No message changes, but code that is generated from the contract loses a type.',
    advice: 'Keep the name until the next major version of the generated code.',
    before: schemas({ Note: { type: 'string' } }),
    after: schemas({}),
  },
  {
    id: 'api-discriminator-tag-changed', levels: warning,
    sentence: 'the discriminator at {pointer} has other tags: {from:list} before, {to:list} now',
    meaning: 'A discriminator without a `mapping` has other tags.',
    reason: 'Without a `mapping`, the name of the component is the tag in each message: clients still send the old tag, and do not know the new one.',
    advice: 'Map the old name to the component, or let each alternative state its own (`const`).',
    before: union('Cat'),
    after: union('Puss'),
  },
  {
    id: 'documentation-changed', levels: info,
    sentence: '{place}: documentation changed',
    variants: {
      keywords: { when: 'of an object that is not a schema', levels: info, sentence: '{place}: documentation changed ({keywords})' },
    },
    meaning: 'Documentation was changed: a title, a summary, a description or an example.',
    reason: fine,
    advice: nothing,
    before: titled({ description: 'Orders' }),
    after: titled({ description: 'Orders and invoices' }),
  },
  {
    id: 'extension-changed', levels: info,
    sentence: '{place}: extensions changed from {from:value} to {to:value}',
    variants: {
      keyword: { when: 'of an object that is not a schema', levels: info, sentence: '{place}: the extension {keyword} changed from {from:value} to {to:value}' },
    },
    meaning: 'An extension (`x-…`) was changed.',
    reason: `${fine} Tools that read the extension may behave differently.`,
    advice: nothing,
    before: { 'x-owner': 'sales' },
    after: { 'x-owner': 'stock' },
  },
])
