import { hash } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { opaqueString } from '../../../server/auth/opaque-string.ts'
import { hashPassword, passwordMatches } from '../../../server/auth/passwords.ts'

const composed = 'Pässwörter  sind schön'.normalize('NFC')
const written = [composed.normalize('NFD'), composed.replaceAll(' ', '\u00a0'), composed.replace(' ', '\u3000')]

describe('a password', () => {
  it.each(written)('is the same however a keyboard writes it: %j', async (other) => {
    expect(other).not.toBe(composed)
    expect(opaqueString(other)).toBe(composed)
    expect(await passwordMatches(await hashPassword(composed), other)).toBe(true)
    expect(await passwordMatches(await hashPassword(other), composed)).toBe(true)
  })

  it('keeps its case, its width and its spaces', () => {
    for (const text of ['Aa  ', 'ｆｕｌｌ', 'ﬁ', 'Å']) expect(opaqueString(text)).toBe(text)
    expect(opaqueString('\u212b')).toBe('Å')
  })

  it('of before this rule still holds', async () => {
    const [old = ''] = written
    const stored = await hash(old)
    expect(await passwordMatches(stored, old)).toBe(true)
    expect(await passwordMatches(stored, `${old}x`)).toBe(false)
  })
})
