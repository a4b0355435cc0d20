/**
 * The header `User-Agent` (RFC 9110, section 10.1.5): this package and what runs it. Nothing in browsers, which send their
 * own and would ask a preflight for ours.
 */
export function agent(): Record<string, string> {
  // Of all that runs this, Node 20 alone has no `navigator`.
  const runtime = globalThis.navigator?.userAgent ?? 'Node.js/20'
  return /^Moz/.test(runtime) ? {} : { 'user-agent': `stockroom-sdk/3.0.0 ${runtime}` }
}
