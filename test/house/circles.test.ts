import { describe, expect, it } from 'vitest'
import { circlesOf } from './circles.ts'
import { imports } from './tree.ts'

describe('circles of imports', () => {
  it('are found', () => {
    const edge = (from: string, to: string) => ({ from, to })
    expect(circlesOf([edge('a', 'b'), edge('b', 'c'), edge('c', 'b'), edge('d', 'd')])).toEqual(['b → c → b', 'd → d'])
    const round = [edge('a', 'b'), edge('b', 'c'), edge('c', 'd'), edge('d', 'a'), edge('d', 'b')]
    expect(circlesOf(round)).toEqual(['a → b → c → d → a'])
  })

  it.each(['scripts', 'server', 'client-sdk', 'openapi', 'test'])('are not in %s', (folder) => {
    expect(circlesOf(imports(folder).filter(({ local }) => local))).toEqual([])
  })
})
