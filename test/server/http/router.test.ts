import { describe, expect, it } from 'vitest'
import type { Route } from '../../../generated/v2/operations.ts'
import { createRouter } from '../../../server/http/router.ts'

const route = (id: string, method: string, path: string) => ({ id, method, path }) as Route
const find = createRouter([
  route('list', 'get', '/v2/things'),
  route('create', 'post', '/v2/things'),
  route('get', 'get', '/v2/things/{thing_id}'),
  route('newest', 'get', '/v2/things/newest'),
  route('parts', 'get', '/v2/things/{owner_id}/parts/{part_id}'),
])

const found = (method: string, path: string) => {
  const result = find(method, path)
  return result.kind === 'operation' ? [result.route.id, { ...result.path }] : result.kind
}

describe('router', () => {
  it.each([
    ['GET', '/v2/things', ['list', {}]],
    ['POST', '/v2/things', ['create', {}]],
    ['HEAD', '/v2/things', ['list', {}]],
    ['GET', '/v2/things/newest', ['newest', {}]],
    ['GET', '/v2/things/7', ['get', { thing_id: '7' }]],
    ['GET', '/v2/things/newest/parts/3', ['parts', { owner_id: 'newest', part_id: '3' }]],
    ['GET', '/v2/things/a%2Fb', ['get', { thing_id: 'a%2Fb' }]],
    ['GET', '/v2/%74hings', ['list', {}]],
    ['GET', '/v2/things/__proto__', ['get', { thing_id: '__proto__' }]],
  ])('%s %s is found', (method, path, expected) => expect(found(method, path)).toEqual(expected))

  it.each([
    '/',
    '/v2',
    '/v2/',
    '/v2/things/',
    '/v2/Things',
    '//v2/things',
    '/v2//things',
    '/v2/things/1/parts',
    '/v2/things/../things',
    '',
  ])('%s is unknown', (path) => expect(found('GET', path)).toBe('unknown'))

  it.each(['/v2/things/%', '/v2/things/%zz', '/v2/things/%ff', '/v2/things/%c0%af'])('%s is malformed', (path) =>
    expect(found('GET', path)).toBe('malformed'),
  )

  it('lists the methods of a path that lacks the one asked for', () => {
    expect(find('DELETE', '/v2/things')).toEqual({ kind: 'other-method', allow: 'GET, POST, HEAD, OPTIONS' })
    expect(find('POST', '/v2/things/newest')).toMatchObject({ allow: 'GET, HEAD, OPTIONS' })
  })

  it('gives no parameter a way into the prototype', () => {
    const result = createRouter([route('odd', 'get', '/x/{__proto__}')])('GET', '/x/1')
    expect(result).toMatchObject({ kind: 'operation' })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.getPrototypeOf((result as { path: object }).path)).toBeNull()
  })

  it('refuses a template it cannot match', () => {
    expect(() => createRouter([route('bad', 'get', '/v2/things/{id}.json')])).toThrow(/bad: the path/)
  })
})
