import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { bin, cli, home } from './cli.ts'
import { shell, terminal, whereIs } from './shell.ts'

const folder = join(home, 'bin')
const env = { PATH: `${folder}:${process.env.PATH}` }

beforeAll(() => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'stockroom'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`)
  chmodSync(join(folder, 'stockroom'), 0o755)
})

/** A line with the cursor at its end, and the words that complete its last. */
const cases: [line: string, words: string[]][] = [
  ['stockroom or', ['orders']],
  ['stockroom log', ['login', 'logout']],
  ['stockroom orders ', ['list', 'create', 'get', 'patch']],
  ['stockroom --profile x orders cr', ['create']],
  ['stockroom orders list --st', ['--status']],
  ['stockroom orders list --status ', ['pending', 'paid', 'fulfilled', 'cancelled']],
  ['stockroom orders list --status pa', ['paid']],
  ['stockroom orders list --status paid --so', ['--sort']],
  ['stockroom products create --price.', ['--price.amount', '--price.currency']],
  ['stockroom orders list --output ', ['json', 'jsonl', 'table']],
  ['stockroom completion ', ['bash', 'zsh', 'fish']],
  ['stockroom nothing ', []],
]

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
/** Calls the function that bash would call, and shows what it offers. */
const complete = (line: string) =>
  shell(
    `source <(stockroom completion bash); complete -p stockroom >/dev/null || exit 9
     COMP_LINE=${quoted(line)}; COMP_POINT=\${#COMP_LINE}; COMPREPLY=(); _stockroom_complete
     if [ \${#COMPREPLY[@]} -gt 0 ]; then printf '%s\\n' "\${COMPREPLY[@]}"; fi`,
    env,
  )

describe('bash completes', () => {
  test.each(cases)('%j', async (line, words) => {
    const { code, out, errors } = await complete(line)
    expect([code, errors, out.split('\n').filter(Boolean)]).toEqual([0, '', words])
  })

  test('behind an equals sign, at which bash breaks words', async () => {
    expect((await complete('stockroom orders list --status=p')).out).toBe('pending\npaid\n')
  })

  test.runIf(whereIs('script'))('as a person presses the tabulator', async () => {
    writeFileSync(join(home, 'rc'), `PS1='ready: '\neval "$(stockroom completion bash)"\n`)
    const typing: [string, string][] = [
      ['ready: ', 'stockroom ord\tlis\t--sta\tpai\t--help >/dev/null && echo do\\ne\r'],
      ['done', 'exit\r'],
    ]
    const { out } = await terminal(`bash --noprofile --rcfile '${join(home, 'rc')}' -i`, env, typing)
    expect(out).toContain('stockroom orders list --status paid --help')
    expect(out).toContain('done\r\n')
  })
})

const others: [name: string, check: (line: string) => string][] = [
  ['zsh', () => 'source <(stockroom completion zsh 2>&1 | sed "/^compdef/d"); whence -w _stockroom'],
  ['fish', (line) => `stockroom completion fish | source; complete -C ${quoted(line)}`],
]
describe.each(others)('%s', (name, check) => {
  const isThere = whereIs(name) !== undefined
  if (!isThere) console.warn(`Completion is not tested in ${name}: it is absent`)

  test.runIf(isThere)('takes the script', async () => {
    const { code, out, errors } = await shell(check('stockroom orders l'), env, name)
    expect([code, errors]).toEqual([0, ''])
    expect(out).toMatch(name === 'fish' ? /^list\b/m : /_stockroom: function/)
  })
})

test('an unknown shell is refused', async () => {
  expect(await cli(['completion', 'tcsh'])).toEqual({
    ...{ code: 2, out: '', errors: 'stockroom: give a shell: stockroom completion bash|zsh|fish\n' },
  })
})
