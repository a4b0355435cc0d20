import { describe, expect, it } from 'vitest'
import { lifecycleOf } from '../../../server/http/lifecycle.ts'
import type { Route } from '../../../server/http/route.ts'

const route = (id: string, path: string, successor: string | null = null): Route => ({
  id,
  method: 'GET',
  path,
  scopes: null,
  security: [],
  rateClass: null,
  idempotent: false,
  requestMediaTypes: [],
  bodyRequired: false,
  responses: {},
  deprecated: successor !== null,
  sunset: null,
  successor,
})

const ending = { 'x-deprecated-since': '2026-01-01', 'x-sunset': '2027-06-30' }
const old = route('getOld', '/v2/olds/{old_id}', 'getNew')
const next = route('getNew', '/v2/news/{new_id}')

describe('one deprecated operation of a version that goes on', () => {
  const document = { paths: { '/v2/olds/{old_id}': { get: ending }, '/v2/news/{new_id}': { get: {} } } }
  const lifecycle = lifecycleOf(document, [old, next], [old, next])

  it('is told apart from the others, and from paths that are not there', () => {
    expect(lifecycle?.headers(old, { old_id: '1' })).toEqual({
      deprecation: '@1767225600',
      sunset: 'Wed, 30 Jun 2027 00:00:00 GMT',
    })
    expect(lifecycle?.headers(next, { new_id: '1' })).toEqual({})
    expect(lifecycle?.headers(null, {})).toEqual({})
  })

  it('ends on its day and names its successor, which has no link where it is asked for by another id', () => {
    expect(lifecycle?.endOf(old)).toBe(Date.parse('2027-06-30'))
    expect(lifecycle?.endOf(next)).toBeNull()
    expect(lifecycle?.successorOf(old)).toBe('GET /v2/news/{new_id}')
    expect(lifecycle?.headers(old, { new_id: 'a/b' }).link).toBe('</v2/news/a%2Fb>; rel="successor-version"')
  })
})

describe('a contract', () => {
  it('without anything deprecated has no end', () => {
    expect(lifecycleOf({ paths: {} }, [next], [next])).toBeNull()
  })

  it('that leaves a date or the successor open does not serve', () => {
    const undated = { paths: { '/v2/olds/{old_id}': { get: { 'x-sunset': '2027-06-30' } } } }
    expect(() => lifecycleOf(undated, [old], [next])).toThrow('getOld is deprecated: its x-deprecated-since')
    const dated = { paths: { '/v2/olds/{old_id}': { get: ending } } }
    expect(() => lifecycleOf(dated, [old], [])).toThrow('getOld: there is no getNew')
  })
})
