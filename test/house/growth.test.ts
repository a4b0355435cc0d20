import { describe, expect, it } from 'vitest'
import { elsewhere, parsers } from '../support/growth/parsers.ts'
import { serverReaders } from '../support/growth/server.ts'

const known = [...Object.keys(parsers), ...Object.values(elsewhere).flat()]
/** They take something else first. */
const beside = ['server/http/limits/account.ts accountOf', 'server/http/router.ts createRouter']

describe('exported functions of the server that are given a text', () => {
  it('are measured, or say whose text it is, in test/support/growth/parsers.ts', () => {
    expect(serverReaders.filter((name) => !known.includes(name))).toEqual([])
  })

  it('are there', () => {
    expect(known.filter((name) => !serverReaders.includes(name) && !beside.includes(name))).toEqual([])
  })
})
