import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { markdown } from '../../../../scripts/diff/report/markdown.ts'
import { result, context as shown } from '../report/fixture.ts'

interface Comment {
  id: number
  user: { type: string }
  body: string
}

const workflow = (name: string) => parse(readFileSync(`.github/workflows/${name}.yaml`, 'utf8'))
const script: string = workflow('contract-comment').jobs.comment.steps.at(-1).with.script
const body = markdown(result, shown)
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comment-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs the workflow's script with what it would see; answers what it wrote. */
async function run(
  artifact: string,
  comments: Comment[],
  pulls = [{ number: 7, head: { sha: 'abc' } }],
): Promise<string[]> {
  const written: string[] = []
  writeFileSync(join(folder, 'comment.md'), artifact)
  const github = {
    paginate: async () => comments,
    rest: {
      pulls: { list: async ({ head }: { head: string }) => ({ data: head === 'someone:topic' ? pulls : [] }) },
      issues: {
        listComments: () => undefined,
        updateComment: async ({ comment_id, body }: { comment_id: number; body: string }) =>
          written.push(`update ${comment_id} ${body.length}`),
        createComment: async ({ issue_number, body }: { issue_number: number; body: string }) =>
          written.push(`create ${issue_number} ${body.length}`),
      },
    },
  }
  const workflow_run = { head_sha: 'abc', head_branch: 'topic', head_repository: { owner: { login: 'someone' } } }
  const context = { repo: { owner: 'o', repo: 'r' }, payload: { workflow_run } }
  const core = { info: () => undefined, setFailed: (why: string) => written.push(`failed: ${why}`) }
  const surroundings = { env: { COMMENT: join(folder, 'comment.md') } }
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor
  await AsyncFunction(
    'github',
    'context',
    'core',
    'require',
    'process',
    script,
  )(github, context, core, createRequire(import.meta.url), surroundings)
  return written
}

describe('the comment', () => {
  it('is written once and then kept up to date', async () => {
    const stranger = { id: 1, user: { type: 'User' }, body }
    const own = { id: 2, user: { type: 'Bot' }, body: `${body}older` }
    expect(await run(body, [stranger])).toEqual([`create 7 ${body.length}`])
    expect(await run(body, [stranger, own])).toEqual([`update 2 ${body.length}`])
    expect(await run(body, [{ ...own, body }])).toEqual([])
  })

  it('is not written from anything but the workflow’s own Markdown', async () => {
    const refused = ['failed: the artifact is not the comment that the contract workflow writes']
    expect(await run('hello', [])).toEqual(refused)
    expect(await run(body.padEnd(70_000), [])).toEqual(refused)
  })

  it('is not written where the pull request has moved on', async () => {
    expect(await run(body, [], [{ number: 7, head: { sha: 'def' } }])).toEqual([])
    expect(await run(body, [], [])).toEqual([])
  })
})

describe('the workflows', () => {
  it('run a pull request’s code without the right to write to it', () => {
    const { permissions, jobs } = workflow('contract')
    expect(permissions).toEqual({ contents: 'read' })
    expect(jobs.diff.permissions).toEqual({ contents: 'read', 'security-events': 'write' })
  })

  it('write to a pull request without running its code', () => {
    const { permissions, jobs } = workflow('contract-comment')
    expect(permissions).toEqual({})
    expect(jobs.comment.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' })
    const steps: { uses?: string; run?: string }[] = jobs.comment.steps
    expect(steps.every(({ uses, run }) => run === undefined && !uses?.startsWith('actions/checkout'))).toBe(true)
  })

  it('let no text of an event into a shell', () => {
    const runs = ['contract', 'contract-comment', 'ci'].flatMap((name) =>
      Object.values(
        workflow(name).jobs as Record<string, { steps: { run?: string; with?: { script?: string } }[] }>,
      ).flatMap(({ steps }) => steps.flatMap((step) => [step.run ?? '', step.with?.script ?? ''])),
    )
    expect(runs.filter((run) => /\$\{\{(?!\s*github\.event_name\b)/.test(run))).toEqual([])
  })
})
