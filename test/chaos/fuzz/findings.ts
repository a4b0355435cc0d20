/** Each kind of fault once: shrunk, printed, and written to a file that plays it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Playground } from './callers.ts'
import { createJudge } from './judge.ts'
import { createPlayer, type Player } from './play.ts'
import type { Finding } from './run.ts'
import { createSender } from './send.ts'
import { shrink } from './shrink.ts'
import type { Step } from './step.ts'

export interface Findings {
  readonly add: (finding: Finding) => Promise<void>
  /** By the kind of fault. */
  readonly found: ReadonlyMap<string, Found>
}

export interface Found {
  /** Plays the steps against a server of its own. */
  readonly script: string
  readonly file: string
}

export interface FindingsOptions {
  readonly url: string
  readonly playground: Playground
  readonly seed: number
  /** Where the scripts go. */
  readonly folder: string
  readonly print: (text: string) => void
}

/** Faults are of one kind where they differ in ids, places in lists and quoted values only. */
export const kindOf = (fault: string) =>
  fault
    .replace(/^.*?: (?=header )/, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/\/\d+/g, '/N')
    .slice(0, 160)

/** More kinds than these are told, but not shrunk. */
const most = 20

export function createFindings({ url, playground, seed, folder, print }: FindingsOptions): Findings {
  const found = new Map<string, Found>()
  const judge = createJudge()

  async function shrunk({ fault, steps }: Finding) {
    const sender = createSender(url, 1)
    // Opening a sandbox takes longer than most plays: one serves for all.
    const sandbox = await playground.open()
    try {
      return await shrink(steps, async (candidate) => {
        const last = await playAll(candidate, createPlayer(sender, judge, sandbox))
        return last !== null && kindOf(last) === kindOf(fault)
      })
    } finally {
      sender.close()
    }
  }

  return {
    found,
    async add(finding) {
      const kind = kindOf(finding.fault)
      if (found.has(kind)) return
      const file = join(folder, `seed-${seed}-${finding.sequence}-${found.size + 1}.ts`)
      found.set(kind, { script: '', file })
      if (found.size > most) return print(`found: ${finding.fault}`)
      const fewest = await shrunk(finding)
      const note =
        fewest === null ? 'It did not show again when the steps were played alone: all of them follow.' : null
      const script = scriptOf(finding.fault, fewest ?? finding.steps, note, file)
      found.set(kind, { script, file })
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, script)
      print(`\nfound: ${finding.fault}\n\n${script}\nwritten to ${file}`)
    },
  }
}

/** @returns the fault of the last step's answer; null: it has none */
async function playAll(steps: readonly Step[], player: Player): Promise<string | null> {
  let fault: string | null = null
  for (const step of steps) ({ fault } = await player(step))
  return fault
}

function scriptOf(fault: string, steps: readonly Step[], note: string | null, file: string): string {
  const replay = relative(dirname(file), fileURLToPath(new URL('replay.ts', import.meta.url)))
  const lines = steps.map((step) => `  ${JSON.stringify(step)},`)
  const said = fault.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')
  return [
    `/** ${said}${note === null ? '' : `\n * ${note}`} */`,
    `import { replay } from '${replay.startsWith('.') ? replay : `./${replay}`}'`,
    '',
    'await replay([',
    ...lines,
    '])',
    '',
  ].join('\n')
}
