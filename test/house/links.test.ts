import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { files, read } from './tree.ts'

/** Every relative link of a page, as the path that it leads to. Code is no link. */
function linksOf(page: string, text: string): string[] {
  const prose = text.replaceAll(/^(`{3,}|~{3,}).*?^\1/gms, '').replaceAll(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^([a-z][a-z+.-]*:|\/|#)/i.test(target))
    .map((target) => posix.join(posix.dirname(page), decodeURI(target.replace(/#.*$/, ''))))
}

const pages = files.filter((path) => path.endsWith('.md'))

describe('links', () => {
  it('of every page lead to files that exist', () => {
    expect(pages.length).toBeGreaterThan(15)
    const links = pages.flatMap((page) => linksOf(page, read(page)).map((target) => ({ page, target })))
    expect(links.length).toBeGreaterThan(20)
    expect(links.filter(({ target }) => !existsSync(target)).map(({ page, target }) => `${page} → ${target}`)).toEqual(
      [],
    )
  })

  it('are read from prose, not from code', () => {
    const text =
      'See [a](../a.md#part "title"), [b](https://b.test/), [c](#c) and `[d](d.md)`.\n```md\n[e](e.md)\n```\n'
    expect(linksOf('docs/page.md', text)).toEqual(['a.md'])
  })

  it('name paths of the project that exist, in the map of the architecture', () => {
    const named = [
      ...read('docs/architecture.md').matchAll(/`((?:scripts|server|openapi|test|client-sdk)\/[^`<*\s]+)`/g),
    ]
    const paths = named.map(([, path = '']) => path)
    expect(paths.length).toBeGreaterThan(50)
    expect(paths.filter((path) => !existsSync(path))).toEqual([])
  })
})
