/*
 * What an answer says must not steer the terminal: control characters (C0, DEL, C1) and those that turn the direction of
 * the text around.
 */

const visible = (character: string) => `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}`

const all = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu
const allButLines = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu

/** For one line. */
export const escapeLine = (text: string): string => text.replace(all, visible)

/** For a text, which keeps its lines and tabs. */
export const escapeText = (text: string): string => text.replace(allButLines, visible)
