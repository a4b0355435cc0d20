import type { FormatContext } from '../../../../scripts/diff/report/context.ts'
import type { Change, DiffResult } from '../../../../scripts/diff/result.ts'

export const context: FormatContext = {
  base: 'v2@2.1.0',
  revision: 'openapi/v2/openapi.yaml',
  colour: false,
  failOn: 'error',
  complaints: [],
}

export const refused: Change = {
  id: 'request-property-max-decreased',
  level: 'error',
  proof: 'witness',
  operations: ['POST /v2/orders', 'PUT /v2/orders/{order_id}'],
  pointer: {
    base: '/components/schemas/Line/properties/quantity/maximum',
    revision: '/components/schemas/Line/properties/quantity/maximum',
  },
  source: { base: 'openapi/releases/v2@2.1.0.yaml:120:13', revision: 'openapi/v2/schemas/orders.yaml:12:7' },
  text: 'the maximum of quantity was lowered from 100 to 50',
  witness: {
    kind: 'request',
    sender: 'client',
    method: 'POST',
    path: '/v2/orders?dry=true',
    headers: { 'content-type': 'application/json' },
    body: { lines: [{ quantity: 51 }] },
    refusal: 'body /lines/0/quantity must be <= 50',
  },
  fingerprint: 'a1b2c3d4e5f6',
}

export const unsure: Change = {
  id: 'response-property-pattern-changed',
  level: 'warning',
  proof: 'unknown',
  operations: ['GET /v2/products'],
  pointer: {
    base: '/components/schemas/Product/properties/sku/pattern',
    revision: '/components/schemas/Product/properties/sku/pattern',
  },
  source: { base: 'main:openapi/v2/schemas/products.yaml:8:7', revision: 'openapi/v2/schemas/products.yaml:8:7' },
  text: 'the pattern of sku was changed, and a lookbehind is beyond the proof',
  fingerprint: '0f0f0f0f0f0f',
}

export const gone: Change = {
  id: 'optional-response-header-removed',
  level: 'error',
  proof: 'rule',
  operations: [],
  pointer: { base: '/components/headers/Total', revision: null },
  source: { base: 'openapi/releases/v2@2.1.0.yaml:44:5', revision: null },
  text: 'the header Total was dropped',
  fingerprint: 'bbbbbbbbbbbb',
  approved: { owner: 'reviewer@example.org', reason: 'nobody reads it', until: '2999-12-31' },
}

export const added: Change = {
  id: 'endpoint-added',
  level: 'info',
  proof: 'rule',
  operations: ['GET /v2/invoices'],
  pointer: { base: null, revision: '/paths/~1v2~1invoices/get' },
  source: { base: null, revision: 'openapi/v2/paths/invoices.yaml:3:1' },
  text: 'the operation was added',
  fingerprint: 'cccccccccccc',
}

export const result: DiffResult = { verdict: 'breaking', bump: 'major', changes: [refused, unsure, gone, added] }

export const identical: DiffResult = { verdict: 'identical', bump: 'none', changes: [] }

/** Text that means something in a terminal, in HTML and XML, in Markdown, and in a workflow's log. */
export const hostile =
  '\u001b[31m</td></script><script>alert("1")</script>\n::error::x %0A | `a` ``` [l](https://evil.example) ![](x) @octocat #1 ]]> \u202e \u0000 \ud800 -->'

export const attack: DiffResult = {
  verdict: 'breaking',
  bump: 'major',
  changes: [
    {
      ...refused,
      operations: [hostile],
      source: { base: null, revision: `a,b:c\n%${hostile}:3:4` },
      text: hostile,
      witness: {
        kind: 'response',
        sender: 'server',
        method: 'GET',
        path: hostile,
        status: 200,
        headers: { [hostile]: hostile },
        body: hostile,
        refusal: hostile,
      },
      fingerprint: hostile,
    },
    { ...gone, approved: { owner: hostile, reason: hostile, until: '2999-12-31' } },
  ],
}

export const attackContext: FormatContext = {
  ...context,
  base: hostile,
  revision: hostile,
  complaints: [{ source: `${hostile}:1:1`, text: hostile }],
}
