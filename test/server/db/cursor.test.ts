import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { readCursor, signCursorsWith, writeCursor } from '../../../server/db/cursor.ts'
import { Refusal } from '../../../server/domain/refusal.ts'

const key = randomBytes(32)
signCursorsWith(key)
afterEach(() => signCursorsWith(key))

function refused(binding: string, cursor: string): boolean {
  try {
    readCursor(binding, cursor)
    return false
  } catch (error) {
    return error instanceof Refusal && error.code === 'CURSOR_INVALID'
  }
}

const position = fc.tuple(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()), fc.uuid())

describe('a cursor', () => {
  it('brings back the position it was written for', () => {
    fc.assert(
      fc.property(position, fc.string(), (at, list) => {
        expect(readCursor(list, writeCursor(list, at))).toEqual(at)
      }),
    )
  })

  it('is refused by another list, sort or filter', () => {
    fc.assert(
      fc.property(
        position,
        fc.string(),
        fc.string(),
        (at, list, other) => list === other || refused(other, writeCursor(list, at)),
      ),
    )
  })

  it('is refused once a character of it was changed', () => {
    const cursor = writeCursor('list', ['2026-01-01T00:00:00.000Z', '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f'])
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (let at = 0; at < cursor.length; at++) {
      for (const letter of alphabet.replace(cursor[at] as string, '')) {
        expect(refused('list', cursor.slice(0, at) + letter + cursor.slice(at + 1))).toBe(true)
      }
    }
  })

  it.each(['', 'x', '!!!', 'AAAA', 'bm90IGEgY3Vyc29y', '='.repeat(40), 'ü', 'A'.repeat(64)])('is not %j', (text) => {
    expect(refused('list', text)).toBe(true)
  })

  it('is refused when padded, spaced or written in the other alphabet', () => {
    const cursor = writeCursor('list', ['???>>>', 'a'])
    for (const other of [`${cursor}=`, `${cursor} `, `${cursor}\n`, cursor.replaceAll('_', '/').replaceAll('-', '+')]) {
      expect(other === cursor || refused('list', other)).toBe(true)
    }
  })

  it('is refused under another key', () => {
    const cursor = writeCursor('list', ['a', 'b'])
    signCursorsWith(randomBytes(32))
    expect(refused('list', cursor)).toBe(true)
  })
})
