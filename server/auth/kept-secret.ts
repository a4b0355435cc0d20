/** Secrets of a machine that nobody configured: made on first start, readable by their owner alone, kept for the next. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export async function keptSecret(
  stateDir: string,
  name: string,
  make: () => Promise<string> | string,
): Promise<string> {
  const file = join(stateDir, name)
  const kept = await read(file)
  if (kept !== null) return kept
  await mkdir(stateDir, { recursive: true })
  const made = await make()
  try {
    await writeFile(file, made, { mode: 0o600, flag: 'wx' })
    return made
  } catch (error) {
    // Another process that starts now was first: both must use its secret.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return (await read(file)) as string
    throw error
  }
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
