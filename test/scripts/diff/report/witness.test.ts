import { describe, expect, it } from 'vitest'
import { claim, message } from '../../../../scripts/diff/report/witness.ts'
import type { Witness } from '../../../../scripts/diff/result.ts'

const witness: Witness = {
  kind: 'request',
  sender: 'client',
  method: 'GET',
  path: '/v2/orders',
  headers: {},
  refusal: 'no',
}

describe('a witness', () => {
  it('says who may send what, and who refuses it', () => {
    const said = (sender: Witness['sender'], kind: Witness['kind']) => claim({ ...witness, sender, kind })
    expect(said('client', 'request')).toBe('The base accepts this request, and the revision refuses it: no')
    expect(said('server', 'response')).toBe('The revision may send this response, and the base does not allow it: no')
    expect(said('server', 'request')).toBe(
      'The revision may send this request, and a receiver built on the base refuses it: no',
    )
    expect(said('client', 'response')).toBe(
      'A client built on the base may send this response, and the revision refuses it: no',
    )
  })

  it('stands as it would on the wire', () => {
    expect(message(witness)).toBe('GET /v2/orders HTTP/1.1')
    expect(message({ ...witness, kind: 'response', status: 404, headers: { etag: '"1"' }, body: null })).toBe(
      'HTTP/1.1 404 Not Found\netag: "1"\n\nnull',
    )
    expect(message({ ...witness, headers: { a: 'b\r\nc: d' }, body: 'text' })).toBe(
      'GET /v2/orders HTTP/1.1\na: b c: d\n\n"text"',
    )
    expect(message({ ...witness, kind: 'response', status: 299 })).toBe('HTTP/1.1 299')
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(message({ ...witness, headers: form, body: 'a=1&b=x' })).toMatch(/\n\na=1&b=x$/)
    const parts = { 'content-type': 'multipart/form-data; boundary=part' }
    expect(message({ ...witness, headers: parts, body: '--part\r\n\r\na' })).toMatch(/\n\n--part\n\na$/)
  })
})
