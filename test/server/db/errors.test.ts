import { describe, expect, it } from 'vitest'
import { isUnavailable } from '../../../server/db/errors.ts'

const coded = (code: string) => Object.assign(new Error('said'), { code })

describe('an unavailable database', () => {
  it.each([
    ...[
      'ECONNREFUSED',
      'ECONNRESET',
      'EPIPE',
      'ETIMEDOUT',
      'ENOTFOUND',
      '08006',
      '25006',
      '25P03',
      '25P04',
      '53100',
      '53300',
      '57P01',
      '57P03',
      '57014',
      '55P03',
      '40001',
      '40P01',
    ].map(coded),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Query read timeout'),
    new AggregateError([coded('ECONNREFUSED')]),
  ])('is seen in %o', (error) => {
    expect(isUnavailable(error)).toBe(true)
  })

  it.each([
    coded('23505'),
    coded('42P01'),
    coded('22012'),
    coded('28P01'),
    new Error('any other'),
    new TypeError('x'),
    null,
    'text',
  ])('is not seen in %o', (error) => {
    expect(isUnavailable(error)).toBe(false)
  })
})
