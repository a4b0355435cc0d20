import type { Operation } from '../api/api.ts'
import type { CliFlag } from './flags.ts'

const quoted = (text: string): string => (/^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
const shown = (value: unknown): string => quoted(typeof value === 'string' ? value : JSON.stringify(value))

/** Longer ones would not be read. */
const longest = 400

/** A call by the contract's own examples, as a shell takes it. */
export function exampleOf(operation: Operation, flags: CliFlag[], command: string): string {
  const path = [...operation.path.matchAll(/\{([^}]*)\}/g)].map(
    ([, name]) =>
      operation.parameters.find((each) => each.in === 'path' && each.name === name)?.node.value.example ?? `<${name}>`,
  )
  const [example] = operation.body?.content[0]?.examples ?? []
  const members = Object.entries(Object(example?.value) as Record<string, unknown>)
  const given = members.flatMap(([member, value]) => argumentsOf(flags, [member], value))
  const words = [command, ...path.map(shown), ...given]
  const isBare = operation.body !== undefined && example === undefined
  const required = flags.filter((flag) => flag.required && (isBare || flag.at !== 'body'))
  for (const { name, hint, type } of required) words.push(`--${name} <${type === 'file' ? type : (hint ?? type)}>`)
  if (isBare && !required.some(({ at }) => at === 'body'))
    words.push(flags.some(({ at }) => at === 'body') ? '--body @body.json' : '--body @file')
  const text = words.join(' ')
  return text.length <= longest ? text : `${[command, ...path.map(shown)].join(' ')} --body @body.json`
}

/** A member as flags: those of its own members where there are flags for all of them. */
function argumentsOf(flags: CliFlag[], path: string[], value: unknown): string[] {
  const find = (wanted: string[]) =>
    flags.find((flag) => flag.at === 'body' && flag.path.join('\0') === wanted.join('\0'))
  const flag = find(path)
  if (flag === undefined) return []
  const inner = Object.entries(value !== null && !Array.isArray(value) ? Object(value) : {})
  if (typeof value === 'object' && inner.length > 0 && inner.every(([name]) => find([...path, name])))
    return inner.flatMap(([name, member]) => argumentsOf(flags, [...path, name], member))
  if (flag.type === 'boolean' && typeof value === 'boolean') return [`--${value ? '' : 'no-'}${flag.name}`]
  if (flag.type === 'boolean') return [`--${flag.name}=${value}`]
  if (flag.list && flag.type !== 'json') return [value].flat().map((item) => `--${flag.name} ${shown(item)}`)
  return [`--${flag.name} ${shown(value)}`]
}
