import { describe, expect, it } from 'vitest'
import { markdown, marker } from '../../../../scripts/diff/report/markdown.ts'
import { attack, attackContext, context, hostile, identical, refused, result } from './fixture.ts'

describe('the Markdown format', () => {
  it('starts with the marker by which CI finds its comment', () => {
    expect(markdown(result, context).startsWith(`${marker}\n`)).toBe(true)
    expect(markdown(identical, context)).toBe(
      `${marker}\n## Contract: identical: nothing in the contract changed\n\n\`v2@2.1.0\` → \`openapi/v2/openapi.yaml\`\n`,
    )
  })

  it('has a row for each change, the worst first and the approved last', () => {
    const rows = markdown(result, context)
      .split('\n')
      .filter((line) => line.startsWith('| ') && line.includes('`'))
    expect(rows.map((row) => row.split(' ')[1])).toEqual(['❌', '⚠️', 'ℹ️', '✅'])
    expect(rows[0]).toBe(
      '| ❌ | `request-property-max-decreased`<br>the maximum of quantity was lowered from 100 to 50 | `POST /v2/orders`, `PUT /v2/orders/{order_id}` | `openapi/v2/schemas/orders.yaml:12:7` |',
    )
  })

  it('folds the witness away', () => {
    expect(markdown({ ...result, changes: [refused] }, context)).toMatch(
      /<details><summary>.*\n\nThe base accepts this request.*\n\n```http\nPOST \/v2\/orders\?dry=true HTTP\/1\.1\n[^`]+"quantity": 51[^`]+```\n\n[^`]+`npm run contract -- explain request-property-max-decreased`.+\n\n<\/details>/,
    )
  })

  it('leaves hostile text as text', () => {
    const page = markdown(attack, attackContext)
    const outside = page.replace(/^(`{3,})http\n[\s\S]*?\n\1$/gm, '')
    expect(outside).not.toMatch(/<\/?script|<\/td/)
    expect(outside.replace(/<code>.*?<\/code>/g, '')).not.toMatch(/@octocat|#1|https:\/\//)
    expect(outside.replace(/<code>.*?<\/code>|^<details>.*$/gm, '')).not.toMatch(/[^\\][![](?=[[\]l])/)
    expect(
      page
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .every((row) => row.match(/(?<!\\)\|/g)?.length === 5),
    ).toBe(true)
    expect(page).not.toMatch(/[^\n\P{Cc}]|\u202e/u)
    expect(page).toContain('\n````http\n')
    expect(hostile).toContain('```')
  })

  it('stays below what GitHub takes, and says what it left out', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...refused, fingerprint: `f${index}` }))
    const page = markdown({ ...result, changes: many }, context)
    expect(page.length).toBeLessThan(65_000)
    expect(page).toMatch(/\d+ more are left out here/)
  })
})
