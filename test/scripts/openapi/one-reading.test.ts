import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { complete } from '../../../scripts/openapi/complete.ts'
import { load } from '../../../scripts/openapi/load.ts'
import { contractOf } from '../../../scripts/openapi/model/contract.ts'
import type { Exchange, Media } from '../../../scripts/openapi/model/exchange.ts'
import { fixture, root } from '../support.ts'

const documents = [fixture('zoo.yaml'), path.join(root, 'openapi/v2/openapi.yaml')]

const content = ({ content: all }: { content: Media[] }) =>
  all.map(({ mediaType, hasSchema }) => [mediaType, hasSchema])

/** What is in force for an exchange, but for where its schemas were moved to. */
const inForce = ({ key, parameters, body, responses, servers, security }: Exchange) => ({
  key,
  parameters: parameters.map(({ in: place, name, required, writing }) => ({ place, name, required, writing })),
  body: body && [body.required, content(body)],
  responses: responses.map((response) => [
    response.status,
    response.headers.map(({ name, required, writing }) => ({ name, required, writing })),
    content(response),
  ]),
  servers: servers.map(({ value }) => value.url),
  security: security?.value,
})

describe.each(documents)('%s', (file) => {
  const loaded = load(file, root)
  const guard = contractOf(loaded)
  const generators = contractOf(complete(loaded))

  it('is the same to the guard and to the generators', () => {
    expect(generators.exchanges.map(inForce)).toEqual(guard.exchanges.map(inForce))
    expect(guard.exchanges.length).toBeGreaterThan(0)
  })

  it('has each schema at one place in its files', () => {
    const places = ({ exchanges, place }: typeof guard) =>
      exchanges.flatMap(({ parameters, responses }) =>
        [...parameters, ...responses.flatMap((response) => response.headers)].map(({ schema }) =>
          place(schema.pointer),
        ),
      )
    expect(places(generators)).toEqual(places(guard))
  })
})
