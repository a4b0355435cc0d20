/**
 * Keywords whose work grows linearly with the input: they check bounds before items, and stop at a number of errors.
 */

import { _, type CodeKeywordDefinition, type Name, Name as NameOf } from 'ajv'
import { not } from 'ajv/dist/compile/codegen/index.js'
import { alwaysValidSchema, Type } from 'ajv/dist/compile/util.js'
import { usePattern } from 'ajv/dist/vocabularies/code.js'
import { mostErrors } from './runtime/bounded.ts'

const errorCount = new NameOf('errors')

/** Checks at most `maxItems` items, and stops after `mostErrors` errors: the value is refused by then. */
const items: CodeKeywordDefinition = {
  keyword: 'items',
  type: 'array',
  schemaType: ['object', 'boolean'],
  before: 'uniqueItems',
  error: { message: '', params: ({ params: { len } }) => _`{limit: ${len}}` },
  code(cxt) {
    const { gen, schema, parentSchema, data, it } = cxt
    const from = ((parentSchema.prefixItems as unknown[] | undefined) ?? []).length
    it.items = true
    if (alwaysValidSchema(it, schema)) return
    if (schema === false && from > 0) {
      cxt.setParams({ len: from })
      cxt.pass(_`${data}.length <= ${from}`)
      return
    }
    const valid = gen.name('valid')
    const all = gen.let('valid', true)
    const start = gen.const('_errs', errorCount)
    gen.forRange('i', from, lengthWithin(data, parentSchema.maxItems), (index) => {
      cxt.subschema({ keyword: 'items', dataProp: index, dataPropType: Type.Num }, valid)
      gen.if(not(valid), () => {
        gen.assign(all, false)
        gen.if(_`${errorCount} - ${start} >= ${mostErrors}`, () => gen.break())
      })
    })
    cxt.ok(all)
  },
}

const lengthWithin = (data: Name, most: unknown) =>
  typeof most === 'number' ? _`Math.min(${data}.length, ${most})` : _`${data}.length`

/** Compares canonical texts, each item once. Does not compare a list that `maxItems` refuses. */
const uniqueItems: CodeKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: '', params: ({ params: { pair } }) => _`{i: ${pair}[1], j: ${pair}[0]}` },
  code(cxt) {
    const { gen, data, schema, parentSchema } = cxt
    if (schema !== true) return
    const most = parentSchema.maxItems
    const pair = gen.const(
      'pair',
      typeof most === 'number' ? _`${data}.length > ${most} ? null : repeated(${data})` : _`repeated(${data})`,
    )
    cxt.setParams({ pair })
    cxt.pass(_`${pair} === null`)
  },
}

/** Does not match a text that `maxLength` (in code points) refuses, because a pattern may be slow. */
const pattern: CodeKeywordDefinition = {
  keyword: 'pattern',
  type: 'string',
  schemaType: 'string',
  error: { message: '', params: ({ schemaCode }) => _`{pattern: ${schemaCode}}` },
  code(cxt) {
    const { data, schema, parentSchema } = cxt
    const expression = usePattern(cxt, schema as string)
    const most = parentSchema.maxLength
    const matches = _`${expression}.test(${data})`
    cxt.pass(typeof most === 'number' ? _`${data}.length > ${2 * most} || ${matches}` : matches)
  },
}

export const boundedKeywords: readonly CodeKeywordDefinition[] = [items, uniqueItems, pattern]

const handOver = /vErrors = vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\);/g

/**
 * Ajv copies all earlier errors for each error that a shared function returns, which takes quadratic time. The
 * functions in `shared`, which a value may reach again through another alternative, remember their result.
 */
export function boundCode(code: string, shared: readonly string[]): string {
  const bounded = code
    .replaceAll(handOver, 'vErrors = addErrors(vErrors, $1.errors);')
    // A getter, because the remembering function takes the name later.
    .replaceAll(/ = \{validate: ?(\w+)\};/g, ' = { get validate() { return $1 } };')
  if (bounded.includes('vErrors.concat(')) throw new Error('Ajv hands errors over in a way that is not known here')
  return bounded + shared.map((name) => `${name} = remember(${name});\n`).join('')
}
