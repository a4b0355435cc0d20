import { describe, expect, it } from 'vitest'
import { files, imports, read } from './tree.ts'

interface Manifest {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

const manifest = (path: string) => JSON.parse(read(path)) as Manifest
const root = manifest('package.json')
const developing = Object.keys(root.devDependencies ?? {})
const serving = Object.keys(root.dependencies ?? {})
const ofTheSdk = Object.keys(manifest('client-sdk/package.json').dependencies ?? {})

/** Code and configuration by which a package is imported, run by its path, or named as a plugin. */
const sources = files.filter((path) => /\.(ts|js|mjs|yaml|json)$/.test(path) && !/^package(-lock)?\.json$/.test(path))
const texts = sources.map(read)
const named = (name: string) => {
  const exactly = new RegExp(`['"/]${name}['"/]`)
  return texts.some((text) => exactly.test(text))
}
const typed = (name: string) => name.replace(/^@types\//, '')
const imported = (folder: string) =>
  new Set(
    imports(folder)
      .filter(({ to, local }) => !local && !/^(node:|#)/.test(to))
      .map(({ to }) => to),
  )

describe('dependencies', () => {
  it('are all used', () => {
    expect([...developing, ...serving, ...ofTheSdk].filter((name) => !named(typed(name)))).toEqual([])
  })

  it('are installed with the server where the server imports them', () => {
    expect([...imported('server')].filter((name) => !serving.includes(name))).toEqual([])
  })

  it('are exact versions', () => {
    const versions = {
      ...root.devDependencies,
      ...root.dependencies,
      ...manifest('client-sdk/package.json').dependencies,
    }
    expect(
      Object.entries(versions).filter(([, version]) => !/^(npm:[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    ).toEqual([])
  })

  it('are locked by what they hold, not by name and version alone', () => {
    const locked = JSON.parse(read('package-lock.json')).packages as Record<string, { link?: true; integrity?: string }>
    const open = Object.entries(locked).filter(
      ([path, { link, integrity }]) => path.includes('node_modules/') && !link && !integrity?.startsWith('sha512-'),
    )
    expect(open).toEqual([])
  })

  it('are locked without the host they came from', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/)
  })
})
