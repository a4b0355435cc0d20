import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Finding, lintUnderHouseRules } from './redocly.ts'

interface Case {
  it: string
  given: object
  wants: { at: string; says: string }[]
}

const casesFolder = new URL('./rules/', import.meta.url)
const rulesFolder = new URL('../../openapi/lint-rules', import.meta.url)
const skeleton = { openapi: '3.1.0', info: { title: 'A case', version: '1.0.0' } }

const rules = readdirSync(casesFolder).map((file) => ({
  rule: file.replace(/\.yaml$/, ''),
  cases: parse(readFileSync(new URL(file, casesFolder), 'utf8')) as Case[],
}))

let found: Record<string, Finding[]>

beforeAll(async () => {
  const documents = rules.flatMap(({ rule, cases }) =>
    cases.map(({ given }, index) => [`${rule}.${index}`, { ...skeleton, ...given }] as const),
  )
  found = await lintUnderHouseRules(Object.fromEntries(documents))
})

test('every rule has its cases', () => {
  const files = readdirSync(rulesFolder).filter((file) => file.endsWith('.js'))
  expect(rules.map(({ rule }) => rule).sort()).toEqual(files.map((file) => file.replace(/\.js$/, '')).sort())
})

describe.each(rules)('$rule', ({ rule, cases }) => {
  test.each(cases.map((one, index) => ({ ...one, index })))('$it', ({ wants, index }) => {
    const own = found[`${rule}.${index}`]?.filter((finding) => finding.rule === `stockroom/${rule}`)
    expect(own?.map(({ pointer, message }) => ({ at: pointer, says: message }))).toEqual(wants)
  })

  test('has cases that pass and cases that do not', () => {
    expect(cases.some(({ wants }) => wants.length === 0)).toBe(true)
    expect(cases.some(({ wants }) => wants.length > 0)).toBe(true)
  })
})
