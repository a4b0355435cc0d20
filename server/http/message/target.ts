import { host } from './host.ts'

const absolute = /^https?:\/\/([^/?#]*)(.*)$/is

/** Express can parse it, and no path matches it. */
const nowhere = 'nowhere'

/**
 * A proxy's absolute form names a host first (RFC 9112 §3.2.2); without a path OPTIONS asks of the whole server (§3.2.4).
 * A target without a host (RFC 9110 §4.2) becomes `nowhere`, which `assertHead` refuses.
 */
export function originForm(method: string, target: string): string {
  if (target.startsWith('/') || target === '*') return target
  const [, authority = '', rest = ''] = absolute.exec(target) ?? []
  if (authority === '' || !host.test(authority)) return nowhere
  if (method === 'OPTIONS' && rest === '') return '*'
  return rest.startsWith('/') ? rest : `/${rest}`
}
