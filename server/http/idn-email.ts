/** An address as RFC 6531 §3.3 has it, read part by part: the referee's own reading, beside the validators' pattern. */
export function isIdnEmail(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@')
  const labels = domain.split('.')
  return more.length === 0 && local.split('.').every(isAtom) && labels.length > 1 && labels.every(isLabel)
}

const isAtom = (atom: string) =>
  atom !== '' && [...atom].every((each) => (isAscii(each) ? atext.test(each) : seen.test(each)))

const isLabel = (label: string) =>
  label !== '' &&
  !label.startsWith('-') &&
  !label.endsWith('-') &&
  [...label].every((each) => each === '-' || word.test(each))

const isAscii = (character: string) => character < '\u0080'
const atext = /[\w!#$%&'*+/=?^`{|}~-]/
const seen = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u
const word = /[\p{L}\p{M}\p{N}]/u
