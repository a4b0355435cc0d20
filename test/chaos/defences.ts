/** A defence for each risk of server/SECURITY.md that can be taken out by one edit, and the test that then fails. */

export interface Defence {
  /** As the OWASP API Security Top 10 of 2023 numbers it. */
  readonly risk: string
  readonly what: string
  readonly file: string
  /** Stands in the file once. */
  readonly find: string
  readonly replace: string
  readonly test: string
  /** A part of the name of the test. */
  readonly named: string
}

export const defences: readonly Defence[] = [
  {
    risk: 'API1:2023',
    what: 'the owner is part of the query',
    file: 'server/db/owned.ts',
    find: 'if (scoped && ownerColumn !== null)',
    replace: 'if (false as boolean && scoped && ownerColumn !== null)',
    test: 'test/server/auth/matrix.test.ts',
    named: 'GET /v2/orders/{order_id}',
  },
  {
    risk: 'API1:2023',
    what: 'an admin sees the tasks of their own partner',
    file: 'server/domain/task.ts',
    find: 'return { seenBy: null, partnerId }',
    replace: 'return { seenBy: null, partnerId: person === null ? partnerId : null }',
    test: 'test/server/auth/matrix-roles.test.ts',
    named: 'GET /v2/tasks/{task_id}',
  },
  {
    risk: 'API1:2023',
    what: 'a key sees what the person sees who made it',
    file: 'server/domain/principal.ts',
    find: "return maker?.startsWith('user:') === true ? maker.slice('user:'.length) : null",
    replace: "return maker === 'user:' ? maker : null",
    test: 'test/server/auth/matrix-roles.test.ts',
    named: 'GET /v2/tasks/{task_id}',
  },
  {
    risk: 'API2:2023',
    what: 'a token is for this API',
    file: 'server/auth/tokens.ts',
    find: '    audience,\n    algorithms',
    replace: '    algorithms',
    test: 'test/server/auth/matrix.test.ts',
    named: 'GET /v2/products',
  },
  {
    risk: 'API2:2023',
    what: 'an unknown address costs what a known one does',
    file: 'server/auth/passwords.ts',
    find: 'const kept = stored ?? (await nobody)',
    replace: 'const kept = stored\n  if (kept === null) return false',
    test: 'test/server/auth/sign-in.test.ts',
    named: 'does the work of a known address',
  },
  {
    risk: 'API2:2023',
    what: "another issuer's partner is a UUID, or nobody",
    file: 'server/auth/external-claims.ts',
    find: "throw new ClaimRefused(partner === undefined ? 'partner_id is missing' : 'partner_id is no UUID')",
    replace: 'return null',
    test: 'test/server/auth/external-claims.test.ts',
    named: 'is refused as a list',
  },
  {
    risk: 'API3:2023',
    what: 'an answer that breaks the contract is found before the commit',
    file: 'server/http/execute.ts',
    find: '  await call.approve(answer)\n',
    replace: '',
    test: 'test/server/http/before-commit.test.ts',
    named: 'changes nothing that it could not answer',
  },
  {
    risk: 'API3:2023',
    what: 'nobody hands on more scopes than they have',
    file: 'server/actions/api-keys.ts',
    find: '  checkKeyScopes(wanted.scopes, actor)\n',
    replace: '',
    test: 'test/server/auth/api-keys.test.ts',
    named: 'has no scope that its maker lacks',
  },
  {
    risk: 'API3:2023',
    what: 'nobody lets an account do what they may not do',
    file: 'server/domain/role.ts',
    find: '  if (missing.length === 0) return',
    replace: '  if (missing.length >= 0) return',
    test: 'test/server/auth/rights.test.ts',
    named: 'holds nothing in the end that they may not',
  },
  {
    risk: 'API3:2023',
    what: 'a key does no more than its maker may do now',
    file: 'server/auth/key-check.ts',
    find: 'scopes.filter((scope) => held.includes(scope))',
    replace: 'scopes',
    test: 'test/server/auth/matrix-roles.test.ts',
    named: 'DELETE /v2/products/{product_id}',
  },
  {
    risk: 'API3:2023',
    what: 'a key does not outlive what its maker may do',
    file: 'server/auth/key-check.ts',
    find: 'scopes.filter((scope) => held.includes(scope))',
    replace: 'scopes',
    test: 'test/server/auth/rights.test.ts',
    named: 'holds nothing in the end that they may not',
  },
  {
    risk: 'API4:2023',
    what: 'a limit refuses',
    file: 'server/http/limits/rates.ts',
    find: 'if (verdict.allowed) return',
    replace: 'if (verdict.remaining >= 0) return',
    test: 'test/server/http/limits.test.ts',
    named: 'refuses with 429',
  },
  {
    risk: 'API4:2023',
    what: 'nesting is bounded',
    file: 'server/http/content/json.ts',
    find: '  assertShape(text)\n',
    replace: '',
    test: 'test/server/http/bad-input.test.ts',
    named: 'JSON with an endless array',
  },
  {
    risk: 'API4:2023',
    what: 'a lookup that waits for a lock leaves the pipeline',
    file: 'server/db/connections/pipeline.ts',
    find: 'slowMs = 250',
    replace: 'slowMs = 60_000',
    test: 'test/server/http/database/holding.test.ts',
    named: 'holds up its own lookups',
  },
  {
    risk: 'API5:2023',
    what: 'the scopes of the contract are asked for',
    file: 'server/http/admit.ts',
    find: '  requireScopes(route, route.scopes, x.principal)\n',
    replace: '',
    test: 'test/server/auth/matrix.test.ts',
    named: 'DELETE /v2/products/{product_id}',
  },
  {
    risk: 'API6:2023',
    what: 'guesses are counted by the account they are at',
    file: 'server/http/limits/rates.ts',
    find: 'if (account !== null) await count(',
    replace: "if (account === '') await count(",
    test: 'test/server/http/limits.test.ts',
    named: 'counts an account wherever its guesses come from',
  },
  {
    risk: 'API8:2023',
    what: 'a log line holds no secret',
    file: 'server/telemetry/log.ts',
    find: ', log: redacted }',
    replace: ' }',
    test: 'test/server/telemetry/log.test.ts',
    named: 'holds no secret at its top',
  },
]
