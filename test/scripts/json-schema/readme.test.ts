import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { containsConfirmed } from '../../../scripts/json-schema/contains.ts'

const readme = readFileSync(path.resolve(import.meta.dirname, '../../../scripts/json-schema/README.md'), 'utf8')

it('the example of the README answers what stands there', async () => {
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
  const statements = code.replace(/^import .*$/m, '').replaceAll(/^await (.*)$/gm, 'answers.push(await $1)')
  const stated = code.match(/^\/\/ .*(?:\n\/\/ .*)*/gm)?.map((lines) => lines.replaceAll(/^\/\/ */gm, ''))
  const answers: unknown[] = []
  const run = new Function('containsConfirmed', 'answers', `return (async () => { ${statements} })()`)
  await run(containsConfirmed, answers)
  expect(answers).toEqual(stated?.map((text) => new Function(`return (${text})`)()))
  expect(answers).toHaveLength(2)
})
