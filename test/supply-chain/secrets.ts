/** Texts that look like somebody's secret: keys and tokens by the forms that their makers give them, and random values under telling names. */

export interface Suspect {
  /** Counted from 1. */
  readonly line: number
  /** What it looks like. */
  readonly kind: string
  readonly text: string
}

const forms: readonly (readonly [kind: string, form: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n)*[A-Za-z0-9+/=]{16}/g],
  ['a private JSON Web Key', /"d"\s*:\s*"[A-Za-z0-9_-]{43,}"/g],
  ['an AWS access key', /(?<![\w-])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?!\w)/g],
  ['a GitHub token', /(?<![\w-])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})/g],
  ['a GitLab token', /(?<![\w-])gl(?:pat|dt|rt|cbt|ptt|ft|oas)-[\w-]{20,}/g],
  ['an npm token', /(?<![\w-])npm_[A-Za-z0-9]{36}(?!\w)/g],
  ['a PyPI token', /(?<![\w-])pypi-AgEI[\w-]{50,}/g],
  ['a Slack token', /(?<![\w-])xox[abeoprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{20,}/g],
  ['a Stripe key', /(?<![\w-])[rs]k_(?:live|test)_[A-Za-z0-9]{20,}/g],
  ['a Google key', /(?<![\w-])(?:AIza[\w-]{35}|GOCSPX-[\w-]{28})(?![\w-])/g],
  ['a SendGrid key', /(?<![\w-])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g],
  ['a model provider key', /(?<![\w-])sk-(?:ant-|proj-)?[\w-]{32,}/g],
  ['a webhook secret', /(?<![\w-])whsec_[A-Za-z0-9+/=_-]{24,}/g],
  ['an Azure storage key', /AccountKey=[A-Za-z0-9+/]{86}==/g],
  ['a JSON Web Token', /(?<![\w-])eyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{40,}/g],
  ['an API key of ours', /(?<![\w-])stk_[A-Za-z0-9_-]{40,}/g],
  ['a password in a URL', /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"`$]+:(?<secret>[^\s:/@'"`$]{6,})@[\w.-]+/g],
]

/** Values under such a name are secrets where they look made by a machine. */
const assigned =
  /\b(?<name>[\w.-]*(?:secret|token|passw(?:or)?d|api[_-]?key|private[_-]?key|credential)[\w.-]*)["']?\s*[:=]\s*["'`]?(?<secret>[A-Za-z0-9+/_=-]{20,})["'`]?/gi

/** Bits for each character, below which a text is words or a pattern. Random base64 of 24 characters has 4 or more. */
const leastEntropy = 3.7

/** Texts of these forms that everybody may know. */
const known: ReadonlyMap<string, string> = new Map([
  ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', "the example of Standard Webhooks' own text"],
  ['eyJhbGciOiJFZERTQSJ9', 'the head of a token: {"alg":"EdDSA"}'],
  ['rt_5d1c9a4b2e6f80737f8b0a3e', "the contract's example"],
  ['password', 'the word'],
  ['secret', 'the word'],
  ['hunter2', 'the password of a joke'],
])

export function suspectsIn(text: string): Suspect[] {
  const found: Suspect[] = []
  const add = (kind: string, match: RegExpExecArray) => {
    const suspect = match.groups?.secret ?? match[0]
    if (known.has(suspect)) return
    found.push({ line: text.slice(0, match.index).split('\n').length, kind, text: suspect })
  }
  for (const [kind, form] of forms) for (const match of text.matchAll(form)) add(kind, match)
  for (const match of text.matchAll(assigned)) {
    if (looksRandom(match.groups?.secret as string)) add(`a random value named ${match.groups?.name}`, match)
  }
  return found
}

/** Letters and digits mixed, and as many different ones as chance would have. */
function looksRandom(text: string): boolean {
  return /\d/.test(text) && /[a-z]/i.test(text) && entropyOf(text) >= leastEntropy
}

/** Shannon's, in bits for each character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0)
}
