/** Members that only requests or only answers have: `readOnly` and `writeOnly`. */
import type { JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Planted, Side } from '../planted.ts'

const text = { type: 'string' }

const side = (a: JsonObject, more: JsonObject = {}): Side => ({
  schema: { type: 'object', properties: { a: { ...text, ...a }, b: text }, ...more },
})

const closed = { additionalProperties: false }
const required = { required: ['a'] }

/** Server and client may read such members anyway (3.1 §4.8.24): "SHOULD NOT be sent". */
const ignored = 'a server may ignore a read-only member instead of refusing it'

export const oneWay: Planted[] = [
  {
    name: 'required member read-only',
    what: 'clients send a member that requests no longer have',
    only: 'request',
    wide: side({}, required),
    narrow: side({ readOnly: true }, required),
  },
  {
    name: 'member of a closed object read-only',
    what: 'clients send a member that requests no longer have',
    only: 'request',
    wide: side({}, closed),
    narrow: side({ readOnly: true }, closed),
  },
  {
    name: 'optional member read-only',
    what: 'clients may send a member that requests no longer have',
    only: 'request',
    wide: side({}),
    narrow: side({ readOnly: true }),
    twoMinds: { break: ignored },
  },
  {
    name: 'required member no longer write-only',
    what: 'turned round: a member that each answer had is write-only now',
    only: 'response',
    wide: side({ writeOnly: true }, required),
    narrow: side({}, required),
  },
  {
    name: 'read-only member demanded',
    what: 'a required member that requests did not have is no longer read-only',
    only: 'request',
    wide: side({ readOnly: true }, required),
    narrow: side({}, required),
  },
]
