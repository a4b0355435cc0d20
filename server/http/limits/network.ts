import { isIPv4, isIPv6, SocketAddress } from 'node:net'

/**
 * Whom an address is counted as: an IPv4 address by itself, however it is written; of IPv6 the network of 64 bits, all of
 * whose addresses one caller has (RFC 6177 §2).
 */
export function networkOf(address: string): string {
  const plain = address.split('%', 1)[0] as string
  if (isIPv4(plain) || !isIPv6(plain)) return plain
  const canonical = new SocketAddress({ address: plain, family: 'ipv6' }).address
  const mapped = canonical.slice('::ffff:'.length)
  if (canonical.startsWith('::ffff:') && isIPv4(mapped)) return mapped
  const [head = '', tail] = canonical.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const last = groups(tail ?? '')
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - last.length - (tail.includes('.') ? 1 : 0)
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...last]
  return `${all.slice(0, 4).join(':')}::/64`
}
