import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { lint, redocly } from './redocly.ts'

const openapi = fileURLToPath(new URL('../../openapi', import.meta.url))
const style = readFileSync(join(openapi, 'STYLE.md'), 'utf8')
const numbered = style.match(/^\d+\. .*$/gm) ?? []
const named = numbered.flatMap(holders)
const config = parse(readFileSync(join(openapi, 'redocly.yaml'), 'utf8'))

/** The lint rules that a line of the style names after "Held by". */
function holders(line: string): string[] {
  return [...(line.split('Held by ')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')
}

describe('the style', () => {
  test('numbers its rules from 1, and each names the lint rule that holds it', () => {
    expect(numbered.map((line) => Number.parseInt(line, 10))).toEqual(numbered.map((_, index) => index + 1))
    expect(numbered.filter((line) => holders(line).length === 0)).toEqual([])
  })

  test('names each of our lint rules once, and none that is not there', () => {
    const files = readdirSync(join(openapi, 'lint-rules')).filter((file) => file.endsWith('.js'))
    const ours = named.filter((name) => name.startsWith('stockroom/'))
    expect(ours.sort()).toEqual(files.map((file) => `stockroom/${file.replace(/\.js$/, '')}`).sort())
  })

  test("names each of Redocly's rules that the contract turns on, and Redocly has them", async () => {
    const theirs = named.filter((name) => !name.startsWith('stockroom/'))
    expect(theirs.sort()).toEqual(Object.keys(config.apis.v2.rules).sort())
    expect(config.apis.v1.rules).toMatchObject(config.apis.v2.rules)
    await redocly(['check-config', '--config=redocly.yaml', '--lint-config=error'], openapi)
  })
})

describe('what v1 is let off', () => {
  test('is said with its reason, rule by rule', () => {
    const [, section = ''] = style.split('## What v1 is let off')
    const told = [...section.matchAll(/^- (\d+), `(stockroom\/[a-z-]+)`: .{20,}$/gm)].map(([, number, rule]) => {
      expect(numbered[Number(number) - 1]).toContain(`\`${rule}\``)
      return rule
    })
    const off = Object.entries(config.apis.v1.rules).filter(([, severity]) => severity === 'off')
    expect(told).toEqual(off.map(([rule]) => rule))
    expect(told.length).toBeGreaterThan(0)
  })
})

describe('the contract', () => {
  let copy: string

  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'stockroom-contract-'))
    await cp(openapi, copy, { recursive: true })
  })
  afterEach(() => rm(copy, { recursive: true }))

  test.each(['v1', 'v2'])('%s passes', async (version) => {
    expect(await lint([version, '--config=redocly.yaml'], copy)).toEqual([])
  })

  test('does not pass with a mistake in it, and the message says where', async () => {
    const file = join(copy, 'v2/paths/orders.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('    x-rate-class: read\n', ''))
    const found = await lint(['v2', '--config=redocly.yaml'], copy)
    expect(found.map(({ rule, file, pointer }) => ({ rule, file, pointer }))).toEqual([
      { rule: 'stockroom/rate-class-declared', file: 'v2/paths/orders.yaml', pointer: '#/collection/get' },
    ])
  })

  test('is held to our rules, and other documents to the recommended ones only', async () => {
    const foreign = { openapi: '3.1.0', info: { title: 'Theirs', version: '1' }, paths: { '/thing': { get: {} } } }
    await writeFile(join(copy, 'foreign.json'), JSON.stringify(foreign))
    const rules = (await lint(['foreign.json', '--config=redocly.yaml'], copy)).map(({ rule }) => rule)
    expect(rules).toContain('operation-summary')
    expect(rules.filter((rule) => rule.startsWith('stockroom/'))).toEqual([])
  })
})
