import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrations } from '../../../server/db/migrations.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let created: TestDatabase
beforeAll(async () => {
  created = await createTestDatabase()
})
afterAll(() => created.drop())

const names = Object.keys(migrations)
const last = names.at(-1)

function run(words: string[], url = created.url) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server/db/cli.ts', ...words], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url },
  })
  return { status, stdout: stdout.trim(), stderr: stderr.trim() }
}

describe('the migration commands', () => {
  it('say what they do, and do it', () => {
    expect(run(['migrate'])).toEqual({ status: 0, stdout: 'nothing to run', stderr: '' })
    expect(run(['rollback']).stdout).toBe(`took back ${last}`)
    expect(run(['status'])).toMatchObject({ status: 1, stdout: expect.stringMatching(`${last}  pending$`) })
    expect(run(['migrate', '--dry-run']).stdout).toBe(`would run ${last}`)
    expect(run(['migrate'])).toEqual({ status: 0, stdout: `ran ${last}`, stderr: '' })
    expect(run(['status'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/\d{4}-\d\d-\d\dT/) })
    expect(run(['rollback', '--all']).stdout.split('\n')).toEqual(names.toReversed().map((name) => `took back ${name}`))
  })

  it.each([
    [['--help'], 0],
    [[], 2],
    [['sideways'], 2],
    [['migrate', 'more'], 2],
  ])('explain themselves on %j', (words, status) => {
    expect(run(words)).toMatchObject({ status, stdout: expect.stringContaining('Usage: npm run db:migrate') })
  })

  it.each([
    ['no url', 'not a PostgreSQL URL'],
    ['mysql://a@b/c', 'not a PostgreSQL URL'],
    ['postgres://a:secret@127.0.0.1:1/b', '127.0.0.1:1/b'],
    ['postgres://a:secret@127.0.0.1:1/b?sslmode=prefer', 'sslmode=prefer'],
  ])('refuse %s in one line', (url, reason) => {
    const { status, stderr } = run(['status'], url)
    expect(status).toBe(1)
    expect(stderr).toMatch(/^db: [^\n]+$/)
    expect(stderr).toContain(reason)
    expect(stderr).not.toContain('secret')
  })
})
