import type { Plan } from './plan.ts'

/** Source text of the functions that write plans, for the plans that `roots` reach. */
export interface Emitted {
  /** An expression that writes the value which `variable` names. */
  call(plan: number, variable: string): string
  functions: string[]
  /** Whether a function reads the plans at run time. */
  usesPlans: boolean
}

export function emit(plans: readonly Plan[]): Emitted {
  const functions: string[] = []
  const written = new Set<number>()
  const state: Emitted = { call, functions, usesPlans: false }
  return state

  function call(index: number, variable: string): string {
    const plan = plans[index] as Plan
    if (plan.any) return `any(${variable})`
    const simple = scalar(plan)
    if (simple) return `${simple}(${variable})`
    if (!written.has(index)) {
      written.add(index)
      const at = functions.push('') - 1
      functions[at] = plan.unions.length > 0 ? byPlan(index) : straight(index, plan)
    }
    return `w${index}(${variable})`
  }

  function byPlan(index: number): string {
    state.usesPlans = true
    return `const w${index} = (v) => any(declared(plans, ${index}, v))\n`
  }

  function straight(index: number, { object, array, date }: Plan): string {
    const otherwise = `${date ? 'date' : 'other'}(v)`
    const start = `function w${index}(v) {
  if (typeof v !== 'object' || v === null) return ${otherwise}
  if (typeof v.toJSON === 'function') return w${index}(v.toJSON())\n`
    const list = array
      ? `  if (Array.isArray(v)) {\n${writeArray(array)}  }\n`
      : "  if (Array.isArray(v)) return 'null'\n"
    return `${start}${list}${object ? writeObject(object) : "  return 'null'\n"}}\n`
  }

  function writeArray({ prefix, items }: NonNullable<Plan['array']>): string {
    const head = prefix
      .map((plan, at) => `    if (v.length > ${at}) s += ${at > 0 ? "',' + " : ''}${call(plan, `v[${at}]`)}\n`)
      .join('')
    const rest =
      items === undefined
        ? ''
        : `    for (let i = ${prefix.length}; i < v.length; i += 1) s += (i > 0 ? ',' : '') + ${call(items, 'v[i]')}\n`
    return `    let s = '['\n${head}${rest}    return s + ']'\n`
  }

  function writeObject({ members, patterns, rest }: NonNullable<Plan['object']>): string {
    const lines = Object.entries(members).map(([name, plan]) => {
      const key = `${JSON.stringify(name)}:`
      return `  x = ${read(name)}
  if (x !== undefined) s += (s === '' ? ${quote(`{${key}`)} : ${quote(`,${key}`)}) + ${call(plan, 'x')}\n`
    })
    const others = patterns.length > 0 || rest !== undefined ? writeOthers(Object.keys(members), patterns, rest) : ''
    return `  let s = ''\n  let x\n${lines.join('')}${others}  return s === '' ? '{}' : s + '}'\n`
  }

  function writeOthers(names: string[], patterns: [string, number][], rest: number | undefined): string {
    const known =
      names.length > 0 ? `    if (${names.map((name) => `k === ${JSON.stringify(name)}`).join(' || ')}) continue\n` : ''
    const matched = patterns.map(
      ([pattern, plan]) =>
        `    if (new RegExp(${JSON.stringify(pattern)}, 'u').test(k)) {\n      s += (s === '' ? '{' : ',') + text(k) + ':' + ${call(plan, 'x')}\n      continue\n    }\n`,
    )
    const last = rest === undefined ? '' : `    s += (s === '' ? '{' : ',') + text(k) + ':' + ${call(rest, 'x')}\n`
    return `  for (const k of Object.keys(v)) {
    x = v[k]
    if (x === undefined || typeof x === 'function' || typeof x === 'symbol') continue
${known}${matched.join('')}${last}  }\n`
  }
}

const quote = (code: string): string => `'${code.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** A member called like one that every object inherits counts only when it is the object's own. */
function read(name: string): string {
  if (name in Object.prototype)
    return `Object.hasOwn(v, ${JSON.stringify(name)}) ? v[${JSON.stringify(name)}] : undefined`
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `v.${name}` : `v[${JSON.stringify(name)}]`
}

/** The function of the runtime that writes all values of a plan without members or items. */
function scalar({ object, array, unions, types, date }: Plan): string | undefined {
  if (object || array || unions.length > 0) return undefined
  const named = [...new Set(types.flat())].filter((type) => type !== 'null')
  if (named.length === 1 && named[0] === 'string') return date ? 'date' : 'text'
  if (named.every((type) => type === 'integer' || type === 'number') && named.length > 0) return 'number'
  if (named.length === 1 && named[0] === 'boolean') return 'boolean'
  return date ? 'date' : 'text'
}
