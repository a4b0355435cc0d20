/** `.ci/run` on machines that lack something, which is what their path lacks. */
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'stockroom-ci-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const says = 'echo "$(basename "$0") $*"'
const complete = { node: '', npm: '', make: says, 'redis-server': '', chromium: '', id: 'echo 0' }
const ran = ['make test-packages', 'make test']
const offline = { 'apt-get': 'echo "E: no network" >&2; exit 100' }
/** Puts what it installs on the path. */
const online = {
  'apt-get':
    'for last; do :; done; [ "$last" = update ] || { printf "#!/bin/sh\\n" >"$HERE/$last"; chmod +x "$HERE/$last"; }',
}

let machines = 0
/** A folder with the shell's own tools and `programs`, the text of each being a script. */
function machine(programs: Record<string, string>): string {
  const path = join(folder, String(++machines))
  mkdirSync(path)
  for (const name of ['bash', 'basename', 'chmod', 'dirname', 'env', 'sh']) {
    symlinkSync(['/bin', '/usr/bin'].map((bin) => join(bin, name)).find(existsSync) as string, join(path, name))
  }
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(path, name), `#!/usr/bin/env bash\n${script}\n`)
    chmodSync(join(path, name), 0o755)
  }
  return path
}

function without(...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(complete).filter(([name]) => !names.includes(name)))
}

function run(programs: Record<string, string>, environment: Record<string, string> = {}) {
  const path = machine(programs)
  const lines = (text: string) => text.split('\n').filter((line) => line !== '')
  return new Promise<{ code: number; said: string[]; errors: string[] }>((resolve) =>
    execFile(join(path, 'bash'), ['.ci/run'], { env: { PATH: path, HERE: path, ...environment } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, said: lines(out), errors: lines(err) }),
    ),
  )
}

const noRedis = 'redis-server could not be installed: what needs one is skipped'
const noChromium = 'chromium could not be installed: what needs one is skipped'

describe('.ci/run', () => {
  it('installs nothing where all is there', async () => {
    expect(await run({ ...complete, ...offline })).toEqual({ code: 0, said: ran, errors: [] })
  })

  it.each([
    ['without a network', offline, 'E: no network'],
    ['without apt-get', {}, 'apt-get'],
    ['for somebody who is not root and has no sudo', { ...online, id: 'echo 1000' }, 'sudo'],
  ])('goes on without what is optional: %s', async (_case, others, error) => {
    const { code, said, errors } = await run({ ...without('redis-server', 'chromium'), ...others })
    const installing = [
      ['installing redis-server', noRedis],
      ['installing chromium', noChromium],
    ].flat()
    expect({ code, said }).toEqual({ code: 0, said: [...installing, ...ran] })
    expect(errors[0]).toContain(error)
  })

  it.each(['make', 'node', 'npm'])('ends where %s cannot be had', async (name) => {
    const { code, said, errors } = await run({ ...without(name), ...offline })
    expect(code).toBe(1)
    expect(errors.at(-1)).toBe(`${name} is needed, and could not be installed: install it, and run this again`)
    expect(said.filter((line) => ran.includes(line))).toEqual([])
  })

  it('installs what is missing', async () => {
    const { code, said, errors } = await run({ ...without('redis-server', 'npm'), ...online })
    expect({ code, said, errors }).toEqual({
      code: 0,
      said: ['installing npm', 'installing redis-server', ...ran],
      errors: [],
    })
  })

  it('takes a Redis and a browser that are there already', async () => {
    const programs = { ...without('redis-server', 'chromium'), 'google-chrome': '', ...offline }
    expect(await run(programs, { REDIS_URL: 'redis://127.0.0.1:6379' })).toEqual({ code: 0, said: ran, errors: [] })
  })

  it.each(ran)('runs everything and fails when "%s" does', async (failing) => {
    const { code, said } = await run({ ...complete, make: `${says}; [ "make $*" != "${failing}" ]` })
    expect({ code, said }).toEqual({ code: 1, said: ran })
  })
})
