import { Failure } from '../failure.ts'

/** A fault in a text, and its offset. */
export interface Fault {
  offset: number
  why: string
}

export const twice = (name: string): string =>
  `the name ${JSON.stringify(name)} occurs twice in one object; leave one out`

export function failureAt(text: string, shown: string, { offset, why }: Fault): Failure {
  const { line, column } = lineOf(text)(offset)
  return new Failure(`${shown}:${line}:${column}: ${why}`)
}

/** Turns offsets of a text into one-based lines and columns. Counts the lines at the first call. */
export function lineOf(text: string): (offset: number) => { line: number; column: number } {
  let starts: number[] | undefined
  return (offset) => {
    starts ??= lineStarts(text)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 }
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
