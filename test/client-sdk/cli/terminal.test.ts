import { describe, expect, test } from 'vitest'
import { scripted } from '../scripted.ts'
import { bin, cli } from './cli.ts'
import { terminal, whereIs } from './shell.ts'

const evil = { id: 'p1', name: '\u001b]0;owned\u0007\u009b31m\u202egnp' }
const controls = /(?![\r\n])[\p{Cc}\p{Bidi_Control}]/u

const hasTerminal = whereIs('script') !== undefined
if (!hasTerminal) console.warn('Not tested on a terminal: script of util-linux is absent')

describe.runIf(hasTerminal)('an answer with control characters', () => {
  test.each([[[]], [['--output', 'jsonl']], [['--output', 'table']]])('is shown, not obeyed: %j', async (flags) => {
    const { url } = await scripted({ status: 200, json: { data: [evil], next_cursor: null, has_more: false } })
    const line = [process.execPath, bin, 'products', 'list', ...flags].map((word) => `'${word}'`).join(' ')
    const { code, out } = await terminal(line, { STOCKROOM_BASE_URL: url, STOCKROOM_TOKEN: 'token' })
    expect(code).toBe(0)
    expect(out).toContain('owned')
    expect(out).toContain('\\u202e')
    expect(out).not.toMatch(controls)
  })

  test('is indented JSON', async () => {
    const { url } = await scripted({ status: 200, json: { id: 'p1' } })
    const line = `'${process.execPath}' '${bin}' products get p1`
    const { out } = await terminal(line, { STOCKROOM_BASE_URL: url, STOCKROOM_TOKEN: 'token' })
    expect(out).toBe('{\r\n  "id": "p1"\r\n}\r\n')
  })
})

test('a problem with control characters is escaped wherever it is written', async () => {
  const { url } = await scripted({ status: 409, json: { code: 'X', title: 'no\u001b[2J', status: 409 } })
  const env = { STOCKROOM_BASE_URL: url, STOCKROOM_TOKEN: 'token' }
  const { code, errors } = await cli(['products', 'get', 'p1'], { env })
  expect([code, errors]).toEqual([1, 'stockroom: 409 X: no\\u001b[2J\n'])
})
