import { _, type CodeKeywordDefinition, type KeywordCxt, Name } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { not, strConcat } from 'ajv/dist/compile/codegen/index.js'
import { alwaysValidSchema } from 'ajv/dist/compile/util.js'
import { boundedKeywords } from './bounded.ts'
import { compilePattern, formats } from './runtime/formats.ts'

/** The names that the generated code uses from the module around it. */
export const runtimeNames = [
  ...['addErrors', 'remember', 'repeated'],
  ...['compilePattern', 'formats', 'pickBranch', 'tooMany'],
] as const

const vErrors = new Name('vErrors')
const errorCount = new Name('errors')
const instancePath = new Name('instancePath')

/** How every Ajv here reads schemas, so that generated validators and the checks of defaults and examples agree. */
export const reading = {
  strict: false,
  logger: false,
  validateSchema: false,
  meta: false,
  unicodeRegExp: true,
  // 19.99 is a multiple of 0.01, whatever IEEE 754 makes of the quotient.
  multipleOfPrecision: 8,
  code: { regExp: Object.assign(compilePattern, { code: 'compilePattern' }) },
} as const

/**
 * An Ajv that writes code. It reports every error; for a union, the errors of the alternative that was most likely
 * meant.
 */
export function codeWriter({ ownProperties }: { ownProperties: boolean }): Ajv2020 {
  const ajv = new Ajv2020({
    ...reading,
    allErrors: true,
    inlineRefs: false,
    ownProperties,
    code: { ...reading.code, source: true, esm: true, lines: true, formats: _`formats` },
  })
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format as never)
  for (const keyword of ['anyOf', 'oneOf']) {
    ajv.removeKeyword(keyword)
    ajv.addKeyword({ ...union, keyword, before: 'allOf' } as CodeKeywordDefinition)
  }
  for (const definition of boundedKeywords) {
    ajv.removeKeyword(definition.keyword as string)
    ajv.addKeyword(definition)
  }
  ajv.addKeyword(hidden)
  return ajv
}

/** The keyword for a member that this direction hides. Null counts as absent, and any other value is refused. */
const hidden: CodeKeywordDefinition = {
  keyword: 'hidden',
  schemaType: 'string',
  error: { message: 'must not be sent', params: ({ schemaCode }) => _`{keyword: ${schemaCode}}` },
  code: (cxt) => cxt.fail(_`${cxt.data} !== null && ${cxt.data} !== undefined`),
}

/** `anyOf` and `oneOf` as Ajv evaluates them, with better errors. */
const union: CodeKeywordDefinition = {
  keyword: 'anyOf',
  schemaType: 'array',
  trackErrors: true,
  code(cxt) {
    const { gen, schema, keyword, it } = cxt
    const branches = schema as unknown[]
    const sure = branches.map((branch) => alwaysValidSchema(it, branch as never))
    if (keyword === 'anyOf' && sure.includes(true) && !it.opts.unevaluated) return
    const valid = gen.let('valid', false)
    const many = gen.let('many', false)
    const marks = branches.map(() => gen.let('mark', 0))
    const holds = gen.name('_valid')
    gen.block(() => {
      branches.forEach((_branch, index) => {
        const inner =
          sure[index] === true ? undefined : cxt.subschema({ keyword, schemaProp: index, compositeRule: true }, holds)
        if (!inner) gen.var(holds, true)
        gen.assign(marks[index] as Name, errorCount)
        if (keyword === 'anyOf') {
          gen.assign(valid, _`${valid} || ${holds}`)
          if (!inner || !cxt.mergeValidEvaluated(inner, holds)) gen.if(not(valid))
        } else {
          if (index > 0) gen.if(_`${holds} && ${valid}`).assign(valid, false).assign(many, true).else()
          gen.if(_`${holds} && !${many}`, () => {
            gen.assign(valid, true)
            if (inner) cxt.mergeEvaluated(inner, Name)
          })
        }
      })
    })
    cxt.result(
      valid,
      () => cxt.reset(),
      () => report(cxt, marks, many),
    )
  },
}

function report({ gen, it, errsCount }: KeywordCxt, marks: Name[], many: Name): void {
  const path = strConcat(instancePath, it.errorPath)
  const start = errsCount as Name
  const ends = marks
    .map((mark, index) => (index === 0 ? _`${mark}` : _`, ${mark}`))
    .reduce((all, next) => _`${all}${next}`)
  gen.if(
    many,
    () => gen.assign(vErrors, _`tooMany(${vErrors}, ${start}, ${path})`),
    () => gen.assign(vErrors, _`pickBranch(${vErrors}, ${start}, [${ends}], ${path})`),
  )
  gen.assign(errorCount, _`${vErrors}.length`)
}
