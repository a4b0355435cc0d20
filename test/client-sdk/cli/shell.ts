/** Lines of a shell, and what a person sees and types on a terminal. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Ended, home } from './cli.ts'

/** Where a program is, if the machine has it. */
export const whereIs = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync)

/** What is typed once a question stands there. */
type Typing = [question: string, text: string]

function run(command: string, args: string[], env: Record<string, string>, typing: Typing[] = []): Promise<Ended> {
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH ?? '', HOME: home, XDG_CONFIG_HOME: join(home, 'config'), TERM: 'xterm', ...env },
  })
  const texts = { out: '', errors: '' }
  const left = [...typing]
  let seen = 0
  child.stdout.on('data', (chunk) => {
    texts.out += chunk
    const [question, text] = left[0] ?? []
    const at = question === undefined ? -1 : texts.out.indexOf(question, seen)
    if (at < 0) return
    seen = texts.out.length
    left.shift()
    child.stdin.write(text as string)
  })
  child.stderr.on('data', (chunk) => {
    texts.errors += chunk
  })
  child.stdin.on('error', () => {})
  if (typing.length === 0) child.stdin.end()
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...texts })))
}

export const shell = (line: string, env: Record<string, string> = {}, program = 'bash'): Promise<Ended> =>
  run(program, ['-c', line], env)

/** A line on a terminal of its own (`script` of util-linux); output and errors come together. */
export const terminal = (line: string, env: Record<string, string> = {}, typing: Typing[] = []): Promise<Ended> =>
  run('script', ['--quiet', '--return', '--command', line, '/dev/null'], { SHELL: '/bin/sh', ...env }, typing)
