import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'

/** Runs Redocly's CLI in a process of its own, without telemetry. */
export function redocly(args: string[]): Promise<{ ok: boolean; stdout: string; stderr: string }> {
  const cli = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js')
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' }
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { env, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      resolve({ ok: error === null, stdout, stderr }),
    )
  })
}
