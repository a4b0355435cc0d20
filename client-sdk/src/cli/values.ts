import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { hint, UsageError } from './failure.ts'
import type { Given } from './parse.ts'
import type { Flag } from './program.ts'

/** A file's content. @throws UsageError */
export function readBytes(file: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** @throws UsageError */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${name}: is no JSON: ${(error as Error).message.replaceAll(/\s+/g, ' ')}`)
  }
}

/** The value that a text stands for, by the flag's type. @throws UsageError */
export function convert(flag: Flag, text: string, name = `--${flag.name}`): unknown {
  if (flag.nullable && text === 'null') return null
  if (flag.values && flag.type !== 'json' && !flag.values.includes(text))
    throw new UsageError(
      `${name}: must be ${oneOf(flag.values)}, not ${JSON.stringify(text)}${hint(text, flag.values)}`,
    )
  switch (flag.type) {
    case 'number':
    case 'integer': {
      const number = text.trim() === '' ? Number.NaN : Number(text)
      if (!Number.isFinite(number) || (flag.type === 'integer' && !Number.isInteger(number)))
        throw new UsageError(`${name}: must be ${flag.type === 'integer' ? 'an integer' : 'a number'}, not "${text}"`)
      return number
    }
    case 'boolean':
      if (!/^(true|false)$/.test(text)) throw new UsageError(`${name}: must be true or false, not "${text}"`)
      return text === 'true'
    case 'json':
      return parseJson(text.startsWith('@') ? readBytes(text.slice(1)).toString() : text, name)
    case 'file': {
      const path = text.replace(/^@/, '')
      return new File([readBytes(path)], basename(path))
    }
    default:
      return text
  }
}

const oneOf = (values: string[]): string =>
  values.length === 1
    ? `${values[0]}`
    : `one of ${values.length > 12 ? `${values.slice(0, 12).join(', ')}, …` : values.join(', ')}`

/** The values of flags that stand for one place: the only one, or the list of all. */
function together(given: Given[]): unknown {
  const { flag } = given[0] as Given
  if (!flag.list) {
    if (given.length > 1) throw new UsageError(`--${flag.name}: is given ${given.length} times`)
    return convert(flag, (given[0] as Given).text)
  }
  const lists = given.map(({ text }) => {
    // A whole list in one piece.
    if (/^\s*\[/.test(text) || (flag.type === 'json' && text.startsWith('@'))) {
      const list = parseJson(text.startsWith('@') ? readBytes(text.slice(1)).toString() : text, `--${flag.name}`)
      return Array.isArray(list) ? list : [list]
    }
    if (flag.nullable && given.length === 1 && text === 'null') return null
    return [convert(flag, text)]
  })
  return lists[0] === null ? null : lists.flat()
}

/**
 * Puts the values of flags into an object, each at its place.
 * @param into what is there already: the flags win
 * @throws UsageError
 */
export function assemble(given: Given[], into: Record<string, unknown> = {}): Record<string, unknown> {
  for (const flag of new Set(given.map((each) => each.flag))) {
    const value = together(given.filter((each) => each.flag === flag))
    let here = into
    for (const member of flag.path.slice(0, -1)) {
      const inner = Object(here[member]) === here[member] ? { ...(here[member] as object) } : {}
      here[member] = inner
      here = inner as Record<string, unknown>
    }
    here[flag.path.at(-1) as string] = value
  }
  return into
}
