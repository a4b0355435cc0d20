/** A project of its own in a temporary folder, with one contract to release. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

export interface Project {
  cwd: string
  write: (path: string, text: string) => void
  read: (path: string) => string
}

export function project(files: Record<string, string>): Project {
  const cwd = mkdtempSync(join(tmpdir(), 'release-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true })
    writeFileSync(join(cwd, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return { cwd, write, read: (path) => readFileSync(join(cwd, path), 'utf8') }
}

export const contract = (version: string, title = 'Shop') => `openapi: 3.1.0
info:
  title: ${title}
  version: ${version}
paths:
  /v2/orders:
    get:
      operationId: listOrders
      responses: { '200': { $ref: 'orders.yaml#/list' } }
`

export const orders = `list:
  description: Orders
  content:
    application/json:
      schema: { $ref: '#/Orders' }
Orders:
  type: array
  items: { type: string }
`

export const spec = 'openapi/v2/openapi.yaml'
