import { existsSync } from 'node:fs'
import path from 'node:path'
import { type LoadedApi, load } from '../../generate/api/load.ts'
import type { Warning } from '../../openapi/failure.ts'
import type { GenerateTarget } from './targets.ts'

export type Warn = (warning: Warning) => void

type Stage = (api: LoadedApi, target: GenerateTarget, warn: Warn) => Promise<Record<string, string>>

const inside = (folder: string, files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [path.join(folder, name), content]))

/** The stages by name. Each returns its files: absolute path to content. */
export const stages: Record<string, Stage> = {
  bundle: async (api, { out, banner }) =>
    inside(out, (await import('../../generate/bundle.ts')).bundleFile(api, banner)),
  types: async (api, { out, banner }) =>
    inside(out, await (await import('../../generate/types.ts')).types(api, banner)),
  operations: async (api, { out, banner }) =>
    inside(out, await (await import('../../generate/operations.ts')).operations(api, banner)),
  validators: async (api, { out, banner }, warn) =>
    inside(out, await (await import('../../generate/validators.ts')).validators(api, banner, warn)),
  serializers: async (api, { out, banner }) =>
    inside(out, await (await import('../../generate/serializers.ts')).serializers(api, banner)),
  sdk: async (api, { sdkOut, banner, own, isNewest }) =>
    inside(
      sdkOut,
      await (await import('../../generate/sdk.ts')).sdk(api, banner, own ? { runtime: '..', hasCli: isNewest } : {}),
    ),
  zod: async (api, { sdkOut, banner, own }) =>
    own ? {} : inside(sdkOut, await (await import('../../generate/sdk.ts')).zodFiles(api, banner)),
  migrating: async (api, target) => (await import('../migrating.ts')).guideOf(api, target),
}

/** Stages whose files import the files of other stages. One that runs alone writes those too. */
const together: Record<string, string[]> = {
  operations: ['types', 'operations'],
  validators: ['types', 'operations', 'validators'],
  serializers: ['types', 'operations', 'serializers'],
  zod: ['sdk', 'zod'],
}

export const generated = ['bundle', 'types', 'operations', 'validators', 'serializers', 'sdk', 'migrating']

/** All files of the stages, for one document. Prints each warning once, with its place in the source. */
export async function produce(target: GenerateTarget, names: string[]): Promise<Record<string, string>> {
  const api = await load(target.spec, { own: target.own })
  for (const { place, message } of api.warnings) console.warn(`${place}: warning: ${message}`)
  const late = new Map<string, { place: string; times: number }>()
  const warn: Warn = ({ place, message }) => {
    const known = late.get(message)
    late.set(message, { place: known?.place ?? place, times: (known?.times ?? 0) + 1 })
  }
  const files: Record<string, string> = {}
  for (const name of new Set(names.flatMap((name) => together[name] ?? [name]))) {
    Object.assign(files, await stages[name]?.(api, target, warn))
  }
  for (const [message, { place, times }] of late) {
    console.warn(`${api.place(place)}: warning: ${message}${times > 1 ? ` (and ${times - 1} more)` : ''}`)
  }
  return { ...manifest(target, files), ...files }
}

/** Node and TypeScript read a folder's files as ES modules only where a package.json says so. An existing one stays. */
function manifest({ out, own }: GenerateTarget, files: Record<string, string>): Record<string, string> {
  const file = path.join(out, 'package.json')
  const holdsCode = Object.keys(files).some((name) => path.dirname(name) === out && /\.[jt]s$/.test(name))
  return own || !holdsCode || existsSync(file) ? {} : { [file]: '{ "type": "module" }\n' }
}
