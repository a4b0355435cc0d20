import { describe, expect, it } from 'vitest'
import { parsePlace } from '../../../../scripts/diff/report/place.ts'

describe('a place', () => {
  it.each([
    ['openapi/v2/openapi.yaml:4:3', 'openapi/v2/openapi.yaml'],
    ['main:openapi/v2/openapi.yaml:4:3', 'openapi/v2/openapi.yaml'],
    ['origin/feature/x:openapi.yaml:4:3', 'openapi.yaml'],
    ['/tmp/a:b.yaml:4:3', '/tmp/a:b.yaml'],
    ['C:\\work\\a.yaml:4:3', 'C:\\work\\a.yaml'],
  ])('%s is in the file %s', (source, file) => {
    expect(parsePlace(source)).toEqual({ file, line: 4, column: 3 })
  })

  it('has a line and a column', () => {
    expect(parsePlace('openapi.yaml')).toBeUndefined()
    expect(parsePlace('openapi.yaml:4')).toBeUndefined()
  })
})
