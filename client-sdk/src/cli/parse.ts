import { hint, UsageError } from './failure.ts'
import type { Flag } from './program.ts'

export interface Given {
  flag: Flag
  /** As it was typed. */
  text: string
}

export interface Parsed {
  words: string[]
  given: Given[]
  /** What stands behind the last of the words that were wanted. */
  rest: string[]
}

/** Hyphens, underscores and capitals are one spelling. */
const spelling = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()

function find(name: string, flags: readonly Flag[]): { flag: Flag; isNegated: boolean } {
  if (/^-[^-]$/.test(name)) {
    const flag = flags.find(({ short }) => short === name[1])
    if (flag) return { flag, isNegated: false }
  }
  const wanted = spelling(name.replace(/^--?/, ''))
  const flag = flags.find((each) => spelling(each.name) === wanted)
  if (flag) return { flag, isNegated: false }
  const negated = flags.find((each) => each.type === 'boolean' && `no-${spelling(each.name)}` === wanted)
  if (negated) return { flag: negated, isNegated: true }
  const near = hint(
    `--${wanted}`,
    flags.map((each) => `--${each.name}`),
  )
  throw new UsageError(`there is no flag ${name}${near}`)
}

/**
 * Reads words and flags. A flag's value follows it, whatever it begins with, or stands behind `=`. A boolean needs none, and
 * takes true or false.
 * @param most how many words are wanted; all when absent
 * @throws UsageError
 */
export function parse(args: readonly string[], flags: readonly Flag[], most = Infinity): Parsed {
  const words: string[] = []
  const given: Given[] = []
  let at = 0
  for (; at < args.length && words.length < most; at++) {
    const arg = args[at] as string
    if (arg === '--') {
      words.push(...args.slice(at + 1))
      at = args.length
      break
    }
    if (!/^-./.test(arg) || /^-\d/.test(arg)) {
      words.push(arg)
      continue
    }
    const equals = arg.indexOf('=')
    const name = equals < 0 ? arg : arg.slice(0, equals)
    const { flag, isNegated } = find(name, flags)
    const inline = equals < 0 ? undefined : arg.slice(equals + 1)
    const next = args[at + 1]
    const isAlone = flag.type === 'boolean' && (isNegated || !/^(true|false)$/.test(next ?? ''))
    const text = inline ?? (isAlone ? String(!isNegated) : args[++at])
    if (text === undefined) throw new UsageError(`${name} needs a value`)
    given.push({ flag, text })
  }
  return { words, given, rest: args.slice(at) }
}
