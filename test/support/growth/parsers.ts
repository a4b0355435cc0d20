/** What reads a request's text in hand-written code, by file and name; and what takes a text that comes from elsewhere. */

import type { IncomingMessage } from 'node:http'
import { routes } from '../../../generated/v2/operations.ts'
import { expectedOf } from '../../../server/api/etag.ts'
import { instantOf } from '../../../server/api/instant.ts'
import { hashApiKey, prefixOf, wellFormed } from '../../../server/auth/api-key.ts'
import { readBasic } from '../../../server/auth/basic.ts'
import { opaqueString } from '../../../server/auth/opaque-string.ts'
import { hashRefreshToken, sealFor, sessionOf, unsealFor } from '../../../server/auth/refresh-token.ts'
import { hashSecret } from '../../../server/auth/secrets.ts'
import { readCursor } from '../../../server/db/cursor.ts'
import { wordsQuery } from '../../../server/db/queries/search.ts'
import { checkKeyScopes } from '../../../server/domain/api-key.ts'
import { checkCurrency, isCurrency } from '../../../server/domain/currency.ts'
import { checkName } from '../../../server/domain/name.ts'
import { addressOf } from '../../../server/http/address.ts'
import { parseForm } from '../../../server/http/content/form.ts'
import { parseJson } from '../../../server/http/content/json.ts'
import { assertShape } from '../../../server/http/content/json-shape.ts'
import { isPreflight } from '../../../server/http/cors.ts'
import { splitUrl } from '../../../server/http/dispatch.ts'
import { isIdnEmail } from '../../../server/http/idn-email.ts'
import { accountOf } from '../../../server/http/limits/account.ts'
import { networkOf } from '../../../server/http/limits/network.ts'
import { accepts, parseMediaType } from '../../../server/http/media.ts'
import { hasContent, holdsBack } from '../../../server/http/message/content.ts'
import { assertHead } from '../../../server/http/message/head.ts'
import { originForm } from '../../../server/http/message/target.ts'
import { instanceOf } from '../../../server/http/problem.ts'
import { matches } from '../../../server/http/respond.ts'
import { createRouter } from '../../../server/http/router.ts'
import { pageHeadersOf } from '../../../server/http/security-headers.ts'
import { requestIdOf, traceOf } from '../../../server/http/trace.ts'
import { shapeOf } from '../../../server/http/validate.ts'
import type { Work } from '../growth.ts'
import { attacksWith } from './texts.ts'

interface Parser {
  readonly run: (text: string) => unknown
  readonly examples: readonly string[]
}

const json = ['{"lines":[{"product_id":"a","quantity":1}],"note":"a\\nb"}', '[1,"a",{"b":[true]}]']
const find = createRouter(routes)
const caller = { kind: 'client', id: 'a', partnerId: null } as const
const session = `01234567-89ab-7def-8123-456789abcdef.${'a'.repeat(43)}`
const key = `stk_${'a'.repeat(43)}00000000`

/** A request that says the text wherever a head says something. */
function requestOf(text: string): IncomingMessage {
  const headers = { host: text, expect: text, 'content-length': text, 'transfer-encoding': text }
  const request = {
    method: 'POST',
    url: text,
    httpVersion: '1.1',
    headers,
    ip: text,
    get rawHeaders() {
      return text.split(',').flatMap((name) => [name, text])
    },
  }
  return request as unknown as IncomingMessage
}

/** `file function` → how it is called. */
export const parsers: Readonly<Record<string, Parser>> = {
  'server/api/etag.ts expectedOf': { run: expectedOf, examples: ['"1", W/"2", "x"'] },
  'server/api/instant.ts instantOf': {
    run: (text: string) => instantOf(text, 'query', 'at'),
    examples: ['2026-12-31T23:59:60.5+01:00'],
  },
  'server/auth/api-key.ts hashApiKey': { run: hashApiKey, examples: [key] },
  'server/auth/api-key.ts prefixOf': { run: prefixOf, examples: [key] },
  'server/auth/api-key.ts wellFormed': { run: wellFormed, examples: [key] },
  'server/auth/basic.ts readBasic': { run: readBasic, examples: ['Basic YTpi', 'Basic ==', 'Bearer a'] },
  'server/auth/refresh-token.ts hashRefreshToken': { run: hashRefreshToken, examples: [session] },
  'server/auth/refresh-token.ts sealFor': { run: (text) => sealFor(text, { text }), examples: [session] },
  'server/auth/refresh-token.ts unsealFor': {
    run: (text) => unsealFor(text, sealFor(text, {})),
    examples: [session],
  },
  'server/auth/refresh-token.ts sessionOf': { run: sessionOf, examples: [session] },
  'server/auth/secrets.ts hashSecret': { run: hashSecret, examples: ['a'] },
  'server/auth/opaque-string.ts opaqueString': { run: opaqueString, examples: ['a\u3000b e\u0301'] },
  'server/db/cursor.ts readCursor': { run: (text) => readCursor('list', text), examples: ['YWJj-_'] },
  'server/db/queries/search.ts wordsQuery': { run: wordsQuery, examples: ["a 'b' :* & | c"] },
  'server/domain/currency.ts checkCurrency': { run: (text) => checkCurrency('/a', text), examples: ['EUR'] },
  'server/domain/currency.ts isCurrency': { run: isCurrency, examples: ['EUR'] },
  'server/domain/name.ts checkName': { run: (text) => checkName('/a', text), examples: ['a \u200b'] },
  'server/domain/api-key.ts checkKeyScopes': {
    run: (text) => checkKeyScopes(text.split(' '), { ...caller, scopes: new Set(['a', 'b']) }),
    examples: ['a b c'],
  },
  'server/http/address.ts addressOf': { run: (text) => addressOf(requestOf(text)), examples: ['192.0.2.1'] },
  'server/http/content/form.ts parseForm': { run: parseForm, examples: ['a=1&b=%20+c&a=2'] },
  'server/http/content/json.ts parseJson': { run: parseJson, examples: json },
  'server/http/content/json-shape.ts assertShape': { run: assertShape, examples: json },
  'server/http/cors.ts isPreflight': { run: (text) => isPreflight(requestOf(text)), examples: ['OPTIONS'] },
  'server/http/dispatch.ts splitUrl': { run: splitUrl, examples: ['/v2/orders?a=1&b=2'] },
  'server/http/idn-email.ts isIdnEmail': { run: isIdnEmail, examples: ['a.b@c-d.例'] },
  'server/http/limits/account.ts accountOf': {
    run: (text) =>
      (['email', 'client_id', 'refresh_token'] as const).map((member) => accountOf(member, { [member]: text }, text)),
    examples: ['Basic YTpi', 'Ada@example.com', session],
  },
  'server/http/limits/network.ts networkOf': { run: networkOf, examples: ['2001:db8::1%eth0', '::ffff:192.0.2.1'] },
  'server/http/media.ts accepts': {
    run: (text) => accepts(text, ['application/json', 'text/csv']),
    examples: ['text/html;q=0.5, application/*;level=1;q=0.1, */*'],
  },
  'server/http/media.ts parseMediaType': { run: parseMediaType, examples: ['application/json; a=b; charset="utf-8"'] },
  'server/http/message/content.ts hasContent': { run: (text) => hasContent(requestOf(text)), examples: ['chunked'] },
  'server/http/message/content.ts holdsBack': {
    run: (text) => holdsBack(requestOf(text)),
    examples: ['a, 100-continue'],
  },
  'server/http/message/head.ts assertHead': {
    run: (text) => assertHead(requestOf(text)),
    examples: ['a.example:80', 'a,b,c'],
  },
  'server/http/message/target.ts originForm': {
    run: (text) => originForm('GET', text),
    examples: ['http://a.example:80/b?c=d', 'https://[::1]'],
  },
  'server/http/problem.ts instanceOf': { run: instanceOf, examples: ['/v2/a%20b?c=d'] },
  'server/http/respond.ts matches': { run: (text) => matches(text, '"9"'), examples: ['"1", W/"2", *'] },
  'server/http/router.ts createRouter': { run: (path) => find('GET', path), examples: ['/v2/orders/a%20b', '/v2//x/'] },
  'server/http/security-headers.ts pageHeadersOf': {
    run: pageHeadersOf,
    examples: ['<p><script type="module">a</script>'],
  },
  'server/http/validate.ts shapeOf': {
    run: (text) => shapeOf(requestOf(text), {}, text, null),
    examples: ['a=b'],
  },
  'server/http/trace.ts requestIdOf': { run: requestIdOf, examples: ['req_1'] },
  'server/http/trace.ts traceOf': { run: traceOf, examples: [`01-${'a'.repeat(32)}-${'b'.repeat(16)}-01-x`] },
}

/** Functions whose text is no request's, by whose it is. */
export const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'our own, written in the code': [
    'server/api/answers.ts answersOf',
    'server/actions/conflict.ts refuseReference',
    'server/actions/own.ts findOwn',
    'server/db/statement.ts keepsPlan',
    'server/actions/own.ts lockOwn',
    'server/http/pages.ts jsonPage',
    'server/http/problem.ts invalidToken',
  ],
  'our own, made for this request': [
    'server/auth/kept-secret.ts keptSecret',
    'server/auth/refresh-token.ts makeRefreshToken',
    'server/db/cursor.ts writeCursor',
  ],
  'of the configuration': [
    'server/api/v1/products.ts productHandlers',
    'server/auth/keys.ts readKeys',
    'server/http/cors.ts corsFor',
    'server/http/limits/redis-buckets.ts openRedisBuckets',
    'server/http/v1.ts createV1',
    'server/telemetry/log.ts createLog',
    'server/upstream/caller.ts createCaller',
    'server/upstream/weather.ts createWeather',
  ],
  "the database's": [
    'server/auth/secrets.ts secretMatches',
    'server/db/values.ts exactInteger',
    'server/db/values.ts instant',
  ],
  "a caller's, for argon2, whose work its parameters set": [
    'server/auth/passwords.ts hashPassword',
    'server/auth/passwords.ts passwordMatches',
  ],
}

export function attacksOnParser(name: string): Work<string>[] {
  const { run, examples } = parsers[name] as Parser
  return attacksWith(name, examples, run)
}
