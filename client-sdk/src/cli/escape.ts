/*
 * What an answer says must not steer the terminal: control characters (C0, DEL, C1) and those that turn the direction of
 * the text around.
 */

const visible = (character: string) => `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}`

const unseen = '\\u007f-\\u009f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069'
const all = new RegExp(`[\\u0000-\\u001f${unseen}]`, 'g')
const allButLines = new RegExp(`[\\u0000-\\u0008\\u000b-\\u001f${unseen}]`, 'g')

/** For one line. */
export const escapeLine = (text: string): string => text.replace(all, visible)

/** For a text, which keeps its lines and tabs. */
export const escapeText = (text: string): string => text.replace(allButLines, visible)
