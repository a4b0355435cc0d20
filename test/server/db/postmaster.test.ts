import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { Place } from '../../../server/db/embedded/place.ts'
import { findPostmaster } from '../../../server/db/embedded/postmaster.ts'

it('finds none while the file of one that ends comes and goes', async () => {
  const data = mkdtempSync(join(tmpdir(), 'stockroom-postmaster-'))
  const file = JSON.stringify(join(data, 'postmaster.pid'))
  const worker = new Worker(
    `const { rmSync, writeFileSync } = require('node:fs')
     for (;;) { writeFileSync(${file}, '0'); rmSync(${file}, { force: true }) }`,
    { eval: true },
  )
  try {
    await new Promise((resolve) => worker.once('online', resolve))
    for (let round = 0; round < 20_000; round++) expect(findPostmaster({ data } as Place)).toBeNull()
  } finally {
    await worker.terminate()
    rmSync(data, { recursive: true, force: true })
  }
})
