import { clientFlags, others } from './commands.ts'
import { escapeText } from './escape.ts'
import { common } from './options.ts'
import type { Command, Flag, Program, Resource } from './program.ts'

const width = 100

/** Two columns; the right one is broken into lines. */
function columns(rows: readonly (readonly [left: string, right: string])[]): string {
  const left = Math.min(30, Math.max(0, ...rows.map(([text]) => text.length))) + 4
  return rows
    .map(([name, text]) => {
      const lines = broken(text, width - left).join(`\n${' '.repeat(left)}`)
      const head = `  ${name}`
      const gap = head.length + 2 > left ? `\n${' '.repeat(left)}` : ' '.repeat(left - head.length)
      return `${head}${lines ? gap + lines : ''}\n`
    })
    .join('')
}

function broken(text: string, most: number): string[] {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) as string
    if (line && line.length + word.length >= most) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}

const sections = (parts: readonly (readonly [title: string, text: string] | undefined)[]) =>
  parts.flatMap((part) => (part?.[1] ? `\n${part[0]}:\n${part[1]}` : [])).join('')

/** `--status <pending|paid>`, `--lines <json>…` */
function usageOf({ name, short, type, values, hint, list }: Flag): string {
  const value = values && values.join('|').length <= 40 ? values.join('|') : type === 'file' ? type : (hint ?? type)
  return `${short ? `-${short}, ` : ''}--${name}${type === 'boolean' ? '' : ` <${value}>${list ? '…' : ''}`}`
}

function meaningOf(flag: Flag): string {
  const { description, required, values, nullable, list, type } = flag
  const notes = [
    required && flag.at !== 'path' && 'required',
    values && values.join('|').length > 40 && `one of ${values.join(', ')}`,
    flag.default !== undefined && `default ${JSON.stringify(flag.default)}`,
    nullable && 'may be null',
    list && 'once for each item, or a JSON list',
    type === 'json' && !list && 'JSON, or @file',
    type === 'file' && 'the path of a file',
  ].filter(Boolean)
  return [description, notes.length > 0 && `(${notes.join('; ')})`].filter(Boolean).join(' ')
}

const flagRows = (flags: Flag[]) => columns(flags.map((flag) => [usageOf(flag), meaningOf(flag)] as const))

export function programHelp(program: Program): string {
  const { name, title, version, prefix, resources, login } = program
  const credentials = [
    ...(login.keyName ? [`${prefix}_API_KEY`] : []),
    ...(login.tokenPath ? [`${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET`] : []),
    `${prefix}_TOKEN`,
  ]
  return escapeText(`${title}, version ${version}, from the command line

Usage: ${name} <resource> <verb> [arguments] [flags]
${sections([
  [
    'Resources',
    columns(
      Object.entries(resources).map(([word, { summary, verbs }]) => [word, summary ?? Object.keys(verbs).join(', ')]),
    ),
  ],
  ['Other commands', columns(Object.entries(others))],
  ['Flags for every command', flagRows(common)],
  [
    'Environment',
    columns([
      [`${prefix}_BASE_URL`, 'Where the API is.'],
      ...credentials.map((names) => [names, 'Used instead of a stored login.'] as const),
    ]),
  ],
  [
    'Exit codes',
    columns([
      ['0', 'done'],
      ['1', 'the API refused the call'],
      ['2', 'a mistake in the command line; nothing was sent'],
      ['3', 'no usable answer came'],
      ['130', 'interrupted'],
    ]),
  ],
])}
${name} <resource> --help shows its verbs, ${name} <resource> <verb> --help all of a call.
`)
}

export const resourceHelp = (name: string, word: string, { summary, verbs }: Resource): string =>
  escapeText(`${summary ? `${summary}\n\n` : ''}Usage: ${name} ${word} <verb> [arguments] [flags]
${sections([['Verbs', columns(Object.entries(verbs))]])}
${name} ${word} <verb> --help shows all of a call.
`)

export async function commandHelp(program: Program, words: string, command: Command): Promise<string> {
  const { summary, description, deprecated, args, flags, body, scopes, answers, codes, examples } = command
  const types = Object.keys(body?.types ?? {})
  const members = flags.filter(({ at }) => at === 'body')
  const { remedies } = codes.length > 0 ? await program.remedies() : { remedies: {} as Record<string, string> }
  const paragraphs = [summary, description?.trim(), deprecated].filter((text) => text !== undefined)
  const usage = [words, ...args.map((arg) => `<${arg.name}>`), '[flags]'].join(' ')
  const who = scopes === undefined ? 'anyone may call it' : scopes.join(', or ')
  return escapeText(`${paragraphs.map((text) => broken(text, width).join('\n')).join('\n\n')}

Usage: ${usage}
       ${command.method} ${command.path}
${sections([
  [
    'Arguments',
    columns(args.map((arg) => [`<${arg.name}>`, [meaningOf(arg), arg.hint].filter(Boolean).join(' ')] as const)),
  ],
  [`Members of the body (${types.join(', ')})`, flagRows(members)],
  ['Parameters', flagRows(flags.filter(({ at }) => at !== 'body'))],
  ['The call', flagRows(clientFlags(command))],
  ['Scope', who && `  ${who}\n`],
  ['Answers', answers.length > 0 ? `  ${answers.join(', ')}\n` : ''],
  ['Errors', columns(codes.map(([status, code]) => [`${status} ${code}`, remedies[code] ?? ''] as const))],
  ['Examples', examples.map((example) => `  ${example}\n`).join('')],
])}
${program.name} --help shows the flags for every command.
`)
}
