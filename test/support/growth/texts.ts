/** Texts that might take a parser long, from examples of what it reads. */
import type { Work } from '../growth.ts'

/** What grammars of requests are made of: delimiters, white space, escapes, and some of what none of them has. */
const pieces = [
  ...' \t\r\n,;:=&+*/\\"\'()[]{}<>.?!#%-_~|^$@`aA0',
  'a=&',
  '=&',
  'a,',
  ', ',
  '; ',
  ';a',
  ';a=',
  'a=b;',
  '"a",',
  'W/"a",',
  'W/',
  '\\"',
  '\\u0061',
  '\\ud800',
  '%20',
  '%zz',
  '%ff',
  'q=0,',
  'a/b,',
  '[]',
  '{}',
  '[[',
  '{"a":',
  '{"a":1},',
  '"a":1,',
  '0,',
  '-0',
  '00-',
  ':60',
  '../',
  '//',
  'é',
  '\ud800',
  '\u2028',
  '\0',
]

/** Each beginning of an example, then a piece again and again, then nothing, something else or the example's rest. */
export function attacksWith(
  name: string,
  examples: readonly string[],
  run: (text: string) => unknown,
  most = 1 << 15,
): Work<string>[] {
  return ['', ...examples].flatMap((example) => {
    const parts = example.match(/\w+|\W/g) ?? []
    const pumps = new Set([...pieces, ...parts])
    return [...pumps].flatMap((pump) =>
      cutsOf(parts).flatMap((cut) => {
        const [head, rest] = [parts.slice(0, cut).join(''), parts.slice(cut).join('')]
        return [...new Set(['', '!', rest])].map((tail) => ({
          name: `${name} of ${JSON.stringify(head)} + ${JSON.stringify(pump)}… + ${JSON.stringify(tail)}`,
          make: (size: number) => head + pump.repeat(Math.ceil(size / pump.length)) + tail,
          run,
          most,
        }))
      }),
    )
  })
}

/** Where an example may be cut: anywhere, and of a long one at some places. */
function cutsOf(parts: readonly string[]): number[] {
  const every = Math.ceil(parts.length / 8)
  return parts
    .map((_, at) => at)
    .filter((at) => at % every === 0)
    .concat(parts.length)
}
