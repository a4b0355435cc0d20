/** JSON Schema's patterns are Unicode ones (2020-12, core §6.4); many in the wild only compile without the flag. */
export function compilePattern(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return new RegExp(pattern)
  }
}

export function compiles(pattern: string): boolean {
  try {
    return compilePattern(pattern, 'u') !== undefined
  } catch {
    return false
  }
}
