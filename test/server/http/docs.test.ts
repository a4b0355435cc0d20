import { describe, expect, it } from 'vitest'
import { visit, whyNoBrowser } from '../../support/browser.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
const pages = [
  ['/docs', '/v2/'],
  ['/docs/v1', '/v1/'],
  ['/docs/v2', '/v2/'],
] as const

if (whyNoBrowser() !== null) console.warn(`The reference is not opened in a browser: ${whyNoBrowser()}`)

describe.runIf(whyNoBrowser() === null)('the reference in a browser', () => {
  it.each(pages)(
    '%s shows its operations, and its console is silent',
    async (path, prefix) => {
      const shown = `document.body.innerText.includes('${prefix}') && document.title`
      const { complaints, value } = await visit(server.url + path, shown)
      expect(value).toContain('Stockroom')
      expect(complaints).toEqual([])
    },
    60_000,
  )
})
