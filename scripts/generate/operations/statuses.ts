/**
 * The status codes that HTTP defines (IANA registry, November 2026), by class. A range or `default` stands for these.
 */
const registered: Record<string, number[]> = {
  '1XX': [100, 101, 102, 103],
  '2XX': [200, 201, 202, 203, 204, 205, 206, 207, 208, 226],
  '3XX': [300, 301, 302, 303, 304, 305, 307, 308],
  '4XX': [
    400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424,
    425, 426, 428, 429, 431, 451,
  ],
  '5XX': [500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511],
}

/** The statuses that a response stands for. `listed` are those that its operation lists. */
export function statusesOf(status: string, listed: string[]): number[] {
  if (/^\d{3}$/.test(status)) return [Number(status)]
  const exact = new Set(listed.filter((other) => /^\d{3}$/.test(other)).map(Number))
  const classes = status === 'default' ? Object.keys(registered).filter((name) => !listed.includes(name)) : [status]
  return classes.flatMap((name) => registered[name] ?? []).filter((code) => !exact.has(code))
}
