import { flagsOf, others } from './commands.ts'
import { exit, UsageError } from './failure.ts'
import { common } from './options.ts'
import type { Given } from './parse.ts'
import type { Command, Flag, Program } from './program.ts'

/** What a shell runs for each completion; it gives the words so far, and shows the lines that come. */
const scripts: Record<string, (name: string) => string> = {
  bash: (name) => `_${name}_complete() {
  local line="\${COMP_LINE:0:COMP_POINT}" words word IFS=$' \\t\\n' glob=
  read -r -a words <<< "$line"
  case "$line" in *[[:space:]]) words+=("") ;; esac
  word="\${words[\${#words[@]}-1]}"
  case $- in *f*) ;; *) glob=1; set -f ;; esac
  IFS=$'\\n'
  COMPREPLY=($(${name} completion words -- "\${words[@]:1}" 2>/dev/null))
  [ -z "$glob" ] || set +f
  # Readline breaks words at "=" and ":": what stands before the last break is not typed again.
  local typed="\${word%"\${word##*[=:]}"}"
  COMPREPLY=("\${COMPREPLY[@]#"$typed"}")
}
complete -o default -F _${name}_complete ${name}
`,
  zsh: (name) => `#compdef ${name}
_${name}() {
  local -a found
  found=("\${(@f)$(${name} completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _${name} ${name}
`,
  fish: (name) => `function __${name}_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (${name} completion words -- $words[2..-1] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c ${name} -f -a '(__${name}_complete)'
`,
}

/** Prints the script of a shell, or what may come next, for such a script. */
export async function completion(program: Program, args: string[], _before: Given[]): Promise<number> {
  const [shell = '', ...rest] = args
  if (shell === 'words') {
    const found = await nextOf(program, rest[0] === '--' ? rest.slice(1) : rest)
    process.stdout.write(found.map((word) => `${word}\n`).join(''))
    return exit.done
  }
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined
  const usage = `${program.name} completion ${Object.keys(scripts).join('|')}`
  if (/^(--help|-h)$/.test(shell)) {
    process.stdout.write(`Usage: ${usage}\n\nFor bash: eval "$(${program.name} completion bash)" in ~/.bashrc.\n`)
    return exit.done
  }
  if (!script) throw new UsageError(`give a shell: ${usage}`)
  process.stdout.write(script(program.name))
  return exit.done
}

/** The words that may stand where the last of these does. */
async function nextOf(program: Program, typed: string[]): Promise<string[]> {
  const before = typed.slice(0, -1)
  const last = typed.at(-1) ?? ''
  const [word, verb] = wordsOf(before, common)
  const resource = word !== undefined && Object.hasOwn(program.resources, word) ? program.resources[word] : undefined
  const known = resource && verb !== undefined && Object.hasOwn(resource.verbs, verb)
  const command = known ? ((await resource.load()).commands[verb] as Command) : undefined
  const flags = command ? flagsOf(command) : common
  const find = (text: string | undefined) => flags.find(({ name }) => `--${name}` === text)
  const asked = find(before.at(-1))
  if (asked && asked.type !== 'boolean') return starting(asked.values ?? [], last)
  const [name, value] = last.split(/=(.*)/s)
  if (value !== undefined)
    return starting(
      (find(name)?.values ?? []).map((each) => `${name}=${each}`),
      last,
    )
  if (last.startsWith('-'))
    return starting(
      flags.filter((flag) => !before.includes(`--${flag.name}`) || flag.list).map((flag) => `--${flag.name}`),
      last,
    )
  if (word === undefined) return starting([...Object.keys(program.resources), ...Object.keys(others)], last)
  if (word === 'completion') return starting(Object.keys(scripts), last)
  return resource && verb === undefined ? starting(Object.keys(resource.verbs), last) : []
}

const starting = (words: readonly string[], start: string) => words.filter((word) => word.startsWith(start))

/** The words that are no flags and no values of flags. */
function wordsOf(args: readonly string[], flags: readonly Flag[]): string[] {
  const takesValue = (arg: string | undefined) =>
    flags.some(({ name, short, type }) => type !== 'boolean' && (`--${name}` === arg || `-${short}` === arg))
  return args.filter((arg, index) => !arg.startsWith('-') && !takesValue(args[index - 1]))
}
