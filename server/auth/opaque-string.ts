/**
 * A password as it is hashed and compared, whatever keyboard wrote it: each space as U+0020, and characters composed
 * (OpaqueString, RFC 8265 §4.2.2).
 */
export function opaqueString(password: string): string {
  return password.replaceAll(/\p{Zs}/gu, ' ').normalize('NFC')
}
