/** Compiles a pattern as a Unicode one (2020-12, core §6.4), or without that flag where it compiles only so. */
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
