/** The documents of folders that a command names. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readSubject, type Subject } from './subject.ts'

/** The files that can be read, with a line to standard error for each folder and file that is left out. */
export function readableIn(folders: string): string[] {
  const files = folders.split(',').flatMap((folder) => {
    if (!existsSync(folder)) {
      console.error(`${folder}: no such folder, left out`)
      return []
    }
    const names = readdirSync(folder).filter((name) => /\.(json|ya?ml)$/.test(name))
    return names.sort().map((name) => join(folder, name))
  })
  const readable = files.filter((file) => readOrSay(file) !== undefined)
  if (readable.length > 0) return readable
  console.error('no documents; name a folder with --documents')
  return process.exit(2)
}

function readOrSay(file: string): Subject | undefined {
  try {
    return readSubject(file)
  } catch (thrown) {
    console.error(`${file}: left out: ${thrown instanceof Error ? thrown.message : thrown}`)
    return undefined
  }
}
