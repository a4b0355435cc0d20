import { afterAll, expect, test } from 'vitest'
import { program } from '../../../client-sdk/src/v2/cli/index.ts'
import { mock } from '../../../scripts/mock/mock.ts'
import { apiOf } from '../whole/calls.ts'
import { cli } from './cli.ts'

const api = await apiOf('v2')
const server = await mock([api])
afterAll(() => server.close())
const env = { STOCKROOM_BASE_URL: server.url, STOCKROOM_TOKEN: 'token' }

const tables = Object.entries(program.resources).map(async ([word, { load }]) =>
  Object.entries((await load()).commands).map(([verb, command]) => ({ word, verb, command })),
)
const all = (await Promise.all(tables)).flat()

/** The words of a line, as a shell reads them. */
const wordsOf = (line: string) =>
  [...line.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll("'\\''", "'") ?? bare ?? '',
  )

test('every operation is a command', () => {
  expect(all.length).toBe(api.operations.length)
})

test.each(all.map(({ word, verb, command }) => [`${word} ${verb}`, command] as const))(
  '%s: the example in its help is taken by the API',
  async (name, command) => {
    const [example = ''] = command.examples
    expect(example).toMatch(new RegExp(`^stockroom ${name}( |$)`))
    const { code, errors } = await cli(wordsOf(example).slice(1), { env })
    expect([code, errors]).toEqual([0, ''])
  },
)
