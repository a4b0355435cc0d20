/** A JSDoc comment with a paragraph for each text, on one line where it fits; '' where there is no text. */
export function docComment(texts: (string | undefined)[], indent = ''): string {
  const text = texts
    .flatMap((each) => each?.trim() || [])
    .join('\n\n')
    .replaceAll('*/', '*\\/')
    .replaceAll(/[\u2028\u2029]/g, ' ')
  if (!text) return ''
  if (!/[\r\n]/.test(text) && text.length < 110) return `${indent}/** ${text} */\n`
  const lines = text.split(/\r\n?|\n/).map((line) => `${indent} * ${line}`.trimEnd())
  return `${indent}/**\n${lines.join('\n')}\n${indent} */\n`
}
