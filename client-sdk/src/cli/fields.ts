/** The paths of members that `--fields` names. */
export const pathsOf = (fields: readonly string[]): string[][] => fields.map((field) => field.split('.'))

/** The value at a path of members; of each item where a list is on the way. */
export function at(value: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return value
  if (Array.isArray(value)) return value.map((item) => at(item, path))
  const [first, ...rest] = path as [string, ...string[]]
  return Object(value) === value && Object.hasOwn(value as object, first)
    ? at((value as Record<string, unknown>)[first], rest)
    : undefined
}

/** The value with these members alone, nested as they were. */
export function pick(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return value
  if (Array.isArray(value)) return value.map((item) => pick(item, paths))
  if (Object(value) !== value) return value
  const picked: Record<string, unknown> = {}
  for (const name of new Set(paths.map(([first]) => first as string))) {
    if (!Object.hasOwn(value as object, name)) continue
    const inner = paths.filter(([first]) => first === name).map((path) => path.slice(1))
    picked[name] = pick((value as Record<string, unknown>)[name], inner)
  }
  return picked
}
