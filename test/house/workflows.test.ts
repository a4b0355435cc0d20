import { describe, expect, it } from 'vitest'
import { files, read } from './tree.ts'

const workflows = files.filter((path) => path.startsWith('.github/workflows/'))
const steps = workflows.flatMap((path) =>
  [...read(path).matchAll(/\buses: *(.*)$/gm)].map(([, action = '']) => ({ path, action })),
)

describe('actions of the workflows', () => {
  it('are found', () => expect(steps.length).toBeGreaterThan(workflows.length))

  // A tag can be moved to other code; a commit is what it is.
  it.each(steps)('are pinned by commit, with their version beside it: $path $action', ({ action }) => {
    expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })
})
