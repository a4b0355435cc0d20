import { isUtf8 } from 'node:buffer'
import { Failure } from '../failure.ts'

/** The text of a file. Throws Failure where its bytes are not UTF-8 text. */
export function textOf(bytes: Buffer, shown: string): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new Failure(`${shown}:1:1: is written in UTF-16; save it as UTF-8`)
  const nul = bytes.indexOf(0)
  if (nul >= 0)
    throw new Failure(`${placeOf(bytes, nul, shown)}: is not text, because it contains a NUL byte; name the document`)
  if (!isUtf8(bytes)) throw new Failure(`${placeOf(bytes, firstBroken(bytes), shown)}: is not UTF-8; save it as UTF-8`)
  return bytes.toString('utf8')
}

/** The start of the first line that is not UTF-8. */
function firstBroken(bytes: Buffer): number {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start) + 1 || bytes.length
    if (!isUtf8(bytes.subarray(start, end))) return start
    start = end
  }
  return bytes.length
}

function placeOf(bytes: Buffer, offset: number, shown: string): string {
  const before = bytes.subarray(0, offset)
  const lines = before.toString('latin1').split('\n')
  return `${shown}:${lines.length}:${(lines.at(-1) as string).length + 1}`
}
