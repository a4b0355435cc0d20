import { describe, expect, it } from 'vitest'
import { clientOf, operation } from './generated.ts'

describe('a client of another document', () => {
  it('names that document in User-Agent, and reads its own variables', async () => {
    const { call, sent, files } = await clientOf({ '/a': { get: operation('read') } })
    await call.read()
    expect(sent[0]?.headers['user-agent']).toMatch(/^test-sdk\/1 Node\.js\//)
    expect(files['client.ts']).toContain("{ prefix: 'TEST' }")
  })

  it('knows where its tokens are and what header its keys have', async () => {
    const flows = { clientCredentials: { tokenUrl: 'https://auth.test/token', scopes: {} } }
    const securitySchemes = {
      tokens: { type: 'oauth2', flows },
      keys: { type: 'apiKey', in: 'header', name: 'X-Key' },
    }
    const token = { ...operation('token'), security: [] }
    const more = { components: { securitySchemes } }
    const without = await clientOf({ '/a': { get: operation('read') } }, more)
    expect(without.files['client.ts']).toContain("{ prefix: 'TEST', keyHeader: 'X-Key' }")
    const { files } = await clientOf({ '/token': { post: token } }, more)
    expect(files['client.ts']).toContain("tokenPath: '/token', keyHeader: 'X-Key'")
  })

  it('has a resource with the name of a method of every client', async () => {
    const read = { ...operation('read'), 'x-sdk': { resource: 'request', verb: 'read' } }
    const { files } = await clientOf({ '/a': { get: read }, '/b': { get: operation('get') } })
    expect(files['client.ts']).toContain("extends Omit<$ClientMethods<Test>, 'request'>")
  })
})
