import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { files, read } from './tree.ts'

const policy = read('SECURITY.md')
const row = (name: string) => policy.split('\n').find((line) => line.startsWith(`| ${name}`)) ?? ''
const versions = files.flatMap((path) => /^openapi\/(v\d+)\/openapi\.yaml$/.exec(path)?.[1] ?? [])

it.each(versions)('the security policy says of %s what its contract says', (version) => {
  const { 'x-deprecated-since': since, 'x-sunset': sunset } = parse(read(`openapi/${version}/openapi.yaml`))
  const state = sunset === undefined ? 'current' : `deprecated since ${since}, answers 410 from ${sunset} on`
  expect(row(`${version} |`)).toContain(`| ${state} |`)
})

it('the security policy names no other version, and the SDK that is published', () => {
  expect(policy.match(/^\| v\d+ \|/gm)).toHaveLength(versions.length)
  const { version } = JSON.parse(read('client-sdk/package.json'))
  expect(row(`${version.split('.')[0]}.x`)).toMatch(/\| yes \|$/)
})
