import { describe, expect, it } from 'vitest'
import { createLog } from '../../../server/telemetry/log.ts'
import { leaksIn } from '../../support/secrets.ts'

const hidden = 'correct horse battery staple'

function logged(...given: [object, string?]): string {
  const lines: string[] = []
  const log = createLog('trace', { write: (line) => lines.push(line) })
  log.info(...given)
  return lines.join('')
}

describe('a log line', () => {
  it.each([
    ['at its top', { password: hidden }],
    [
      'in the headers of a request',
      { req: { headers: { authorization: hidden, 'x-api-key': hidden, cookie: hidden } } },
    ],
    ['five levels down', { a: { b: { c: { d: { client_secret: hidden } } } } }],
    ['in a list', { sessions: [{ refresh_token: hidden }, { access_token: hidden }] }],
    ['in an error', { err: Object.assign(new Error('failed'), { command: { args: [hidden] }, parameters: [hidden] }) }],
    ["in an error's cause", { err: new Error('failed', { cause: Object.assign(new Error('x'), { token: hidden }) }) }],
    ['deeper than anybody looks', { a: { b: { c: { d: { e: { f: { g: { h: { note: hidden } } } } } } } } }],
  ])('holds no secret %s', (_, given) => {
    expect(logged(given, 'x')).not.toContain(hidden)
  })

  it('holds all the rest as it was given', () => {
    const line = JSON.parse(logged({ status: 200, list: [1, { a: null }], gone: undefined }, 'request'))
    expect(line).toMatchObject({ level: 'info', status: 200, list: [1, { a: null }], msg: 'request' })
    expect(JSON.parse(logged({ err: new TypeError('broken') }))).toMatchObject({
      err: { type: 'TypeError', message: 'broken', stack: expect.stringContaining('log.test.ts') },
    })
  })

  it('does not change what it was given', () => {
    const given = { user: { password: hidden } }
    logged(given)
    expect(given).toEqual({ user: { password: hidden } })
  })

  it('that repeats itself ends', () => {
    const circle: Record<string, unknown> = { password: hidden }
    circle.self = circle
    expect(logged(circle)).not.toContain(hidden)
  })
})

describe('the search of the whole run', () => {
  it('finds a secret wherever it stands, and does not repeat it', () => {
    const lines = ['{"msg":"fine"}', `{"msg":"signed in with ${hidden}"}`, hidden]
    expect(leaksIn(lines, ['another secret', hidden])).toEqual([
      '{"msg":"signed in with [a secret of 28 characters]"}',
      '[a secret of 28 characters]',
    ])
  })

  it('tells secrets with one end apart', () => {
    expect(leaksIn(['b-the-same-ending'], ['a-the-same-ending'])).toEqual([])
    expect(leaksIn(['b-the-same-ending'], ['a-the-same-ending', 'b-the-same-ending'])).toHaveLength(1)
  })
})
