import { describe, expect, it } from 'vitest'
import { html } from '../../../../scripts/diff/report/html.ts'
import { attack, attackContext, context, identical, result } from './fixture.ts'

describe('the HTML format', () => {
  it('shows every change with its places and its witness', () => {
    const page = html(result, context)
    expect(page.match(/<article /g)).toHaveLength(4)
    expect(page).toContain('<h2>Errors (1)</h2>')
    expect(page).toContain('<dd>openapi/releases/v2@2.1.0.yaml:120:13</dd>')
    expect(page).toContain('&quot;quantity&quot;: 51')
    expect(page).toContain('reviewer@example.org until 2999-12-31: nobody reads it')
  })

  it('needs nothing from elsewhere and runs nothing', () => {
    const page = html(result, context)
    expect(page).not.toMatch(/<(script|link|img|iframe)|src=|@import|url\(/)
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  it('says so when nothing has changed', () => {
    expect(html(identical, context)).toContain('<h1>Contract: identical: nothing in the contract changed</h1>')
  })

  it('shows hostile text as text', () => {
    const tags = html(attack, attackContext).match(/<[^>]*>/g) ?? []
    const known =
      /^<(!doctype html|\/?(html|head|body|title|style|h1|h2|h3|p|code|section|article|dl|dt|dd|pre)( class="\w+")?( id="[^"<]*")?|html lang="en"|meta [^<]*)>$/
    expect(tags.filter((tag) => !known.test(tag))).toEqual([])
  })
})
