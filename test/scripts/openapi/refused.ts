import { expect } from 'vitest'
import { loadText } from '../load-text.ts'

const head = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\n"
const indented = (text: string, by: number) => text.replaceAll(/^/gm, ' '.repeat(by))

/** A contract whose schema `A`, from line 6 column 7 on, is the text given. */
export const schema = (text: string): string => `${head}components:\n  schemas:\n    A:\n${indented(text, 6)}\n`

/** A contract whose operation `GET /a`, from line 6 column 7 on, is the text given. */
export const operation = (text: string): string => `${head}paths:\n  /a:\n    get:\n${indented(text, 6)}\n`

/** A contract whose other members, from line 3 column 1 on, are the text given. */
export const root = (text: string): string => `${head}${text}\n`

/** The one line in which a text is refused. */
export function refused(text: string, name = 'a.yaml'): string {
  let message = ''
  expect(() => {
    try {
      loadText(text, name)
    } catch (thrown) {
      message = (thrown as Error).message
      throw thrown
    }
  }).toThrow(expect.objectContaining({ name: 'Failure' }))
  expect(message).not.toContain('\n')
  return message
}
