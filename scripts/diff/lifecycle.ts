export interface Lifecycle {
  what:
    | 'deprecated'
    | 'deprecated-with-sunset'
    | 'reactivated'
    | 'sunset-deleted'
    | 'sunset-earlier'
    | 'sunset-moved'
    | 'sunset-invalid'
  keyword: 'deprecated' | 'x-sunset'
  from: unknown
  to: unknown
}

/** `deprecated` and `x-sunset` (an RFC 3339 full-date) of an operation, a parameter or a schema. */
export function lifecycle(a: Record<string, unknown>, b: Record<string, unknown>): Lifecycle[] {
  const [was, is] = [a.deprecated === true, b.deprecated === true]
  const [from, to] = [a['x-sunset'], b['x-sunset']]
  if (is && to !== undefined && to !== from && dayOf(to) === undefined)
    return [{ what: 'sunset-invalid', keyword: 'x-sunset', from, to }]
  if (!was && is) {
    const what = to === undefined ? 'deprecated' : 'deprecated-with-sunset'
    return [{ what, keyword: 'deprecated', from: undefined, to: to ?? true }]
  }
  if (was && !is) return [{ what: 'reactivated', keyword: 'deprecated', from: true, to: undefined }]
  if (!was || from === to) return []
  // Without a sunset date, a deprecated object may be removed at once.
  if (to === undefined) return [{ what: 'sunset-deleted', keyword: 'x-sunset', from, to }]
  const [before, after] = [dayOf(from), dayOf(to)]
  const earlier = before !== undefined && after !== undefined && after < before
  return [
    {
      what: earlier ? 'sunset-earlier' : 'sunset-moved',
      keyword: 'x-sunset',
      from,
      to,
    },
  ]
}

/** Days since the epoch; undefined where it is not a date. A date-time counts by its day. */
function dayOf(date: unknown): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(date instanceof Date ? date.toISOString() : String(date))
  const time = match === null ? Number.NaN : Date.parse(match[1] as string)
  return Number.isNaN(time) ? undefined : Math.floor(time / 86_400_000)
}

export type Removal = 'with-deprecation' | 'without-deprecation' | 'before-sunset' | 'sunset-invalid'

/** How the base announced the removal of an object; `today` in days since the epoch. */
export function removalOf(node: Record<string, unknown>, today: number): Removal {
  if (node.deprecated !== true) return 'without-deprecation'
  const sunset = node['x-sunset']
  if (sunset === undefined) return 'with-deprecation'
  const day = dayOf(sunset)
  return day === undefined ? 'sunset-invalid' : day > today ? 'before-sunset' : 'with-deprecation'
}
