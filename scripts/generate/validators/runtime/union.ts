import type { AjvError } from './ajv-error.ts'
import { mostErrors } from './bounded.ts'

/**
 * When no branch of an `anyOf` or `oneOf` holds: of the errors of all branches, those of the branch that was meant.
 * `marks` are the counts of errors after each branch; the errors before `start` are not of this union and stay in place.
 */
export function pickBranch(all: AjvError[] | null, start: number, marks: number[], path: string): AjvError[] {
  const errors = all ?? []
  const branches = marks.map((end, index) => errors.slice(index === 0 ? start : marks[index - 1], end))
  errors.length = start
  errors.push(...meant(branches, path).slice(0, mostErrors))
  return errors
}

/** When more than one branch of a `oneOf` holds. */
export function tooMany(all: AjvError[] | null, start: number, path: string): AjvError[] {
  const errors = all ?? []
  errors.length = start
  errors.push({ keyword: 'oneOfMany', instancePath: path, params: {} })
  return errors
}

function meant(branches: AjvError[][], path: string): AjvError[] {
  const ofType = branches.filter(
    (branch) => !branch.some((error) => error.keyword === 'type' && error.instancePath === path),
  )
  if (ofType.length === 0) return [{ keyword: 'type', instancePath: path, params: { type: typesOf(branches, path) } }]
  const tagged = ofType.filter(
    (branch) => !branch.some((error) => isLiteral(error) && isTagOf(error.instancePath, path)),
  )
  if (tagged.length === 0) return [literals(ofType, path) ?? nothing(path)]
  if (tagged.length === 1) return tagged[0] ?? []
  // Each error is compared with every other, so their number is limited.
  const [first = [], ...others] = tagged.map((branch) => branch.slice(0, mostErrors))
  const common = first.filter((error) => others.every((branch) => branch.some((other) => same(error, other))))
  return common.length > 0 ? common : [nothing(path)]
}

const nothing = (path: string): AjvError => ({ keyword: 'anyOf', instancePath: path, params: {} })

const typesOf = (branches: AjvError[][], path: string): unknown[] => {
  const root = (error: AjvError) => error.keyword === 'type' && error.instancePath === path
  return [...new Set(branches.flatMap((branch) => branch.filter(root).flatMap(({ params }) => params.type)))]
}

const isLiteral = ({ keyword }: AjvError): boolean => keyword === 'const' || keyword === 'enum'

/** The value itself, or a member of it: where variants say which they are. All errors of a branch lie at `path` or below. */
const isTagOf = (instancePath: string | undefined, path: string): boolean =>
  instancePath !== undefined && (instancePath.length === path.length || instancePath.indexOf('/', path.length + 1) < 0)

/** One error that lists what each branch accepts, where they disagree about the same member. */
function literals(branches: AjvError[][], path: string): AjvError | undefined {
  const found = branches.map((branch) => branch.find((error) => isLiteral(error) && isTagOf(error.instancePath, path)))
  const [first] = found
  if (!first || found.some((error) => error?.instancePath !== first.instancePath)) return undefined
  const allowed = found.flatMap((error) => allowedBy(error as AjvError))
  return { keyword: 'enum', instancePath: first.instancePath, params: { allowedValues: [...new Set(allowed)] } }
}

const allowedBy = ({ keyword, params }: AjvError): unknown[] =>
  keyword === 'const' ? [params.allowedValue] : (params.allowedValues as unknown[])

const same = (a: AjvError, b: AjvError): boolean =>
  a.keyword === b.keyword && a.instancePath === b.instancePath && JSON.stringify(a.params) === JSON.stringify(b.params)
