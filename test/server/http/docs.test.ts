import { describe, expect, it } from 'vitest'
import { visit, whyNoBrowser } from '../../support/browser.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
const pages = [
  ['/docs', '/v2/products'],
  ['/docs/v1', '/v1/products'],
  ['/docs/v2', '/v2/products'],
] as const

if (whyNoBrowser() !== null) console.warn(`The reference is not opened in a browser: ${whyNoBrowser()}`)

describe.runIf(whyNoBrowser() === null)('the reference in a browser', () => {
  it.each(pages)(
    '%s shows its operations, and its console is silent',
    async (page, path) => {
      // A page shows its words first, and a tag's operations when it is asked for them.
      const shown = `/\\bGET\\s+${path.replaceAll('/', '\\/')}\\s/.test(document.body.innerText) && document.title`
      const { complaints, value } = await visit(`${server.url}${page}#/products`, shown)
      expect(value).toContain('Stockroom')
      expect(complaints).toEqual([])
    },
    60_000,
  )
})
