/** Escapes control and direction characters: a contract's text must not move the cursor or reverse a line. */
export function escapeControls(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[\p{Cc}\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}
