/** Ways to break a request's path, query and headers. */

import { markOf } from '../step.ts'
import type { Break } from './break-body.ts'
import { type Draft, pairOf } from './draft.ts'
import { oddIds, oddInstants, oddTexts } from './oddities.ts'
import type { Random } from './random.ts'

const always = () => true
const namesObject = ({ operation }: Draft) => operation?.path.includes('{') === true
const hasQuery = ({ query }: Draft) => query.length > 0

/** Puts another id in the path. */
const naming = (name: string, weight: number, odd: (draft: Draft, random: Random) => string): Break => ({
  name,
  weight,
  applies: namesObject,
  apply(draft, random) {
    const { path } = draft.operation as NonNullable<Draft['operation']>
    draft.path = path.replace(/\{[^}]+\}/, () => odd(draft, random))
  },
})

/** Sends a header in an odd way. */
const heading = (header: string, weight: number, values: readonly string[]): Break => ({
  name: `an odd ${header}`,
  weight,
  applies: always,
  apply(draft, random) {
    draft.headers[header] = random.pick(values)
  },
})

const long = 'x'.repeat(1_500)

export const headBreaks: readonly Break[] = [
  naming('an odd id', 3, (_, random) => {
    const id = random.pick(oddIds)
    return random.chance(0.8) ? encodeURIComponent(id) : id.replace(/[^!-~]/g, '')
  }),
  naming("another's id", 4, ({ operation }) => markOf('other', operation?.collection ?? '')),
  naming('a broken escape', 1, (_, random) =>
    random.pick(['%', '%zz', '%c0%80', '%ff', '%ed%a0%80', '%00', '%2f', '%2e%2e']),
  ),
  {
    name: 'an odd path',
    applies: always,
    apply(draft, random) {
      const odd = [
        (path: string) => `${path}/`,
        (path: string) => path.replace('/', '//'),
        (path: string) => path.toUpperCase(),
        (path: string) => `${path}/x`,
        (path: string) => `${path};a=b`,
        (path: string) => path.replace(/^\/v\d/, '/v3'),
        (path: string) => `http://elsewhere.test${path}`,
        (path: string) => path.replaceAll('s', '%73'),
        (path: string) => `${path}.json`,
        (path: string) => `/./${path}`,
      ]
      draft.path = random.pick(odd)(draft.path)
    },
  },
  {
    name: 'another method',
    applies: always,
    apply(draft, random) {
      draft.method = random.pick([
        'GET',
        'HEAD',
        'POST',
        'PUT',
        'PATCH',
        'DELETE',
        'OPTIONS',
        'TRACE',
        'PROPFIND',
        'QUERY',
      ])
    },
  },
  {
    name: 'an unknown parameter',
    weight: 2,
    applies: always,
    apply(draft, random) {
      draft.query.push(
        random.pick([
          'x=1',
          'x',
          '=',
          '&',
          '__proto__=1',
          'limit[]=1',
          'a[b]=c',
          '%00=1',
          'constructor=x',
          'q%5B%5D=a',
        ]),
      )
    },
  },
  {
    name: 'an odd parameter',
    weight: 5,
    applies: ({ operation }) => operation?.parameters.some((one) => one.in === 'query') === true,
    apply(draft, random) {
      const parameters = draft.operation?.parameters.filter((one) => one.in === 'query') ?? []
      const { name, schema } = random.pick(parameters)
      const odd = schema.format === 'date-time' && random.chance(0.7) ? oddInstants : [...oddTexts, ...oddIds]
      draft.query.push(pairOf(name, random.pick(odd).slice(0, 2_000)))
    },
  },
  {
    name: 'a parameter twice',
    applies: hasQuery,
    apply(draft, random) {
      draft.query.push(random.pick(draft.query))
    },
  },
  {
    name: 'an escape in the query',
    applies: hasQuery,
    apply(draft, random) {
      const [name = ''] = random.pick(draft.query).split('=')
      draft.query.push(
        `${name}=${random.pick(['%', '%zz', '%ff%fe', '%00', '%c0%80', '%ed%a0%80', '+', '%2B', 'a%0d%0ab'])}`,
      )
    },
  },
  {
    name: 'a long URL',
    weight: 0.2,
    applies: always,
    apply(draft) {
      draft.query.push(`x=${'y'.repeat(9_000)}`)
    },
  },
  {
    name: 'a long head',
    weight: 0.2,
    applies: always,
    apply(draft) {
      draft.headers['x-filler'] = 'y'.repeat(17_000)
    },
  },
  {
    name: 'no media type',
    applies: ({ type }) => type !== null,
    apply(draft) {
      draft.type = null
    },
  },
  {
    name: 'content that nobody reads',
    applies: ({ body, text }) => body === undefined && text === null,
    apply(draft, random) {
      draft.type = random.pick(['application/json', 'text/plain'])
      draft.text = random.pick(['{}', '{"a":1}', 'x', '\u0000', '['])
    },
  },
  heading('content-type', 3, [
    'text/plain',
    'application/xml',
    'application/json; charset=utf-16',
    'application/json; charset="utf-8"',
    'APPLICATION/JSON',
    'application/json, text/html',
    'application/*',
    'json',
    '',
    ';',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/merge-patch+json',
    'application/json;',
    `application/json; x=${long}`,
  ]),
  heading('content-encoding', 1, ['gzip', 'identity', 'br', 'x', '']),
  heading('accept', 1.5, [
    'text/html',
    'application/xml;q=0.9',
    '*/*;q=0',
    'application/json;q=0',
    'application/json;q=2',
    'application/*',
    ';;;',
    '',
    `${'a/b,'.repeat(300)}*/*`,
    'application/problem+json',
    '*/json',
  ]),
  heading('accept-encoding', 0.5, ['gzip', '*;q=0', 'identity;q=0, x']),
  heading('if-match', 2, [
    '*',
    '"0"',
    'W/"1"',
    '1',
    '"',
    '""',
    '"1", "2", W/"3"',
    ',',
    '*, "1"',
    long,
    '\u00ff',
    '"\u00e9"',
  ]),
  heading('if-none-match', 2, ['*', '"1"', 'W/"1"', '"', ',,,', long, '*, *']),
  heading('if-modified-since', 0.5, ['Sat, 31 Dec 2050 00:00:00 GMT', 'x']),
  heading('if-unmodified-since', 0.5, ['Thu, 01 Jan 1970 00:00:00 GMT']),
  heading('idempotency-key', 2, [
    '',
    ' ',
    'a b',
    '"quoted"',
    '\u00fc',
    'x'.repeat(255),
    'x'.repeat(256),
    'k',
    '__proto__',
    ',',
  ]),
  heading('range', 0.5, ['bytes=0-0', 'bytes=5-1', 'x']),
  heading('x-request-id', 1, ['', 'x'.repeat(300), '\u00e9', '../../x', '{"a":1}', '-']),
  heading('traceparent', 1, [
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '00-00000000000000000000000000000000-0000000000000000-00',
    'ff-x',
    long,
  ]),
  heading('expect', 0.3, ['100-continue', 'x']),
  heading('origin', 0.5, ['https://evil.test', 'null', 'x']),
  heading('prefer', 0.3, ['return=minimal', 'code=500', 'respond-async']),
  heading('x-http-method-override', 0.5, ['DELETE', 'x']),
  heading('x-forwarded-for', 0.5, ['127.0.0.1', '::1', "'", '\u00ff']),
  heading('forwarded', 0.3, ['for="_x"', 'for=']),
  heading('authorization', 0.5, [
    'Bearer',
    'Bearer ',
    'Basic',
    'Basic !!!!',
    'Bearer a b',
    'Digest x',
    `Bearer ${long}`,
    '\u00ff',
    'bearer x.y.z',
  ]),
  heading('x-api-key', 0.5, ['', 'x', 'sk_x', long, '\u00ff', 'a, b']),
  heading('cookie', 0.3, ['a=b', '=', 'session="x']),
  heading('connection', 0.1, ['close', 'upgrade', 'x']),
  heading('upgrade', 0.1, ['h2c', 'websocket']),
  heading('te', 0.1, ['trailers', 'x']),
]
