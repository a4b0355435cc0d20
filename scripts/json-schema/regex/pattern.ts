/**
 * The same pattern in a form that is valid under the `u` flag, where only escapes differ: `\_` as `_`, `[\w-.]` as
 * `[\w\-.]`.
 */
export function portable(source: string): string {
  if (compiles(source)) return source
  const relaxed = source
    .replace(/\\([^\w\s]|_)/gu, (whole, char: string) => ('^$\\.*+?()[]{}|/-'.includes(char) ? whole : char))
    .replace(/\[(?:\\.|[^\\\]])*\]|\\-/gu, (part) =>
      part === '\\-'
        ? '-'
        : part.replace(
            /(\\[wdsWDS])-(?!\])|(?<!\[\^?)(?<!\\)-(?=\\[wdsWDS])/gu,
            (_, before?: string) => `${before ?? ''}\\-`,
          ),
    )
  return compiles(relaxed) ? relaxed : source
}

const expressions = new Map<string, RegExp | null>()

/** The compiled pattern under the `u` flag; null where it does not compile. */
export function expression(source: string): RegExp | null {
  const known = expressions.get(source)
  if (known !== undefined) return known
  const compiled = compiles(source) ? new RegExp(source, 'u') : null
  expressions.set(source, compiled)
  return compiled
}

function compiles(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false
  }
}

/** Splits leading lookaheads off: `^(?=A)(?!B)C` is C, and A at the start, and not B at the start. */
interface Conjunct {
  source: string
  negated: boolean
}

export function conjuncts(source: string): Conjunct[] {
  const found: Conjunct[] = []
  let rest = source
  while (rest.startsWith('^(?=') || rest.startsWith('^(?!')) {
    const end = closing(rest, 1)
    if (end < 0 || hasTopLevelBar(rest.slice(end + 1))) return [{ source, negated: false }]
    found.push({ source: `^(?:${rest.slice(4, end)})`, negated: rest[3] === '!' })
    rest = `^${rest.slice(end + 1)}`
  }
  if (found.length > 0 && hasTopLevelBar(rest)) return [{ source, negated: false }]
  return [...found, { source: rest, negated: false }]
}

/** Where the group that opens at an index closes; -1 where it does not. */
export function closing(source: string, open: number): number {
  let depth = 0
  for (const [at, char] of structure(source)) {
    if (at < open) continue
    if (char === '(') depth++
    if (char === ')' && --depth === 0) return at
  }
  return -1
}

function hasTopLevelBar(source: string): boolean {
  let depth = 0
  for (const [, char] of structure(source)) {
    if (char === '(') depth++
    if (char === ')') depth--
    if (char === '|' && depth === 0) return true
  }
  return false
}

/** The characters that are neither escaped nor in a class. */
function* structure(source: string): Iterable<[number, string]> {
  let isClass = false
  for (let at = 0; at < source.length; at++) {
    const char = source[at] as string
    if (char === '\\') at++
    else if (isClass) isClass = char !== ']'
    else if (char === '[') isClass = true
    else yield [at, char]
  }
}
