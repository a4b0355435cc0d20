/**
 * What is written is read again: every member that the contract takes comes back as it was sent, through decoding, rules,
 * rows and encoding. The contract's own examples are what is sent, so a member must be in one of them.
 */
import { readFileSync } from 'node:fs'
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { useServer } from '../../support/server.ts'
import { admin, as, type Send } from './v1/callers.ts'

// biome-ignore lint/suspicious/noExplicitAny: a document is what it is.
type Node = Record<string, any>

const server = useServer({ env: { SERVE_AFTER_SUNSET: 'on' } })
let send: Send

beforeAll(async () => {
  send = await as(server, admin)
})

/** Never answered again. */
const secret = new Set(['password'])
/** They name objects that an example does not have, and have tests of their own. */
const reference = /_id$/

interface Writing {
  readonly path: string
  readonly method: string
  readonly members: readonly string[]
  /** All members that the examples have, in one. */
  readonly example: Node
}

function writingsOf(version: string): Writing[] {
  const document: Node = JSON.parse(
    readFileSync(new URL(`../../../generated/${version}/openapi.json`, import.meta.url), 'utf8'),
  )
  const follow = (node: Node): Node =>
    typeof node?.$ref === 'string'
      ? follow(
          node.$ref
            .split('/')
            .slice(1)
            .reduce((at: Node, part: string) => at[part], document),
        )
      : node
  return ['products', 'customers', 'users', 'tasks'].flatMap((resource) => {
    const entries = Object.entries(document.paths as Node).filter(([path]) => path.split('/')[2] === resource)
    return entries.flatMap(([path, item]) =>
      ['post', 'put'].flatMap((method) => {
        const media = item[method] && follow(item[method].requestBody).content['application/json']
        if (!media) return []
        const examples = Object.values(media.examples as Node).map((example) => follow(example as Node).value)
        const members = Object.keys(follow(media.schema).properties)
        return [{ path, method: method.toUpperCase(), members, example: Object.assign({}, ...examples) }]
      }),
    )
  })
}

const fresh = (example: Node): Node => ({
  ...Object.fromEntries(Object.entries(example).filter(([name]) => !reference.test(name))),
  ...('sku' in example && { sku: `ECHO-${newId()}` }),
  ...('email' in example && { email: `${newId()}@example.com` }),
})

const seen = (sent: Node): Node => Object.fromEntries(Object.entries(sent).filter(([name]) => !secret.has(name)))

describe.each(['v1', 'v2'])('%s', (version) => {
  const writings = writingsOf(version)

  it('has each member of what it takes in an example', () => {
    const silent = writings.flatMap(({ path, method, members, example }) =>
      members
        .filter((name) => !(name in example) && !reference.test(name) && !secret.has(name))
        .map((name) => `${method} ${path}: ${name}`),
    )
    expect(writings.length).toBeGreaterThan(5)
    expect(silent).toEqual([])
  })

  it.each(writings.map((writing) => [`${writing.method} ${writing.path}`, writing] as const))(
    '%s keeps what it is sent',
    async (_, { path, method, example }) => {
      const collection = path.split('/').slice(0, 3).join('/')
      const create = writings.find((other) => other.path === collection && other.method === 'POST') as Writing
      const made = await send('POST', collection, fresh(create.example))
      expect(made.status).toBe(201)
      const at = `${collection}/${made.body.id}`
      const sent = fresh(example)
      const reply = method === 'POST' ? await send('POST', collection, sent) : await send('PUT', at, sent)
      expect(reply.body).toMatchObject(seen(sent))
      expect((await send('GET', `${collection}/${reply.body.id}`)).body).toMatchObject(seen(sent))
    },
  )
})
