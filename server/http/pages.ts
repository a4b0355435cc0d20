/** What is served beside the API: health for those who run it, the reference for those who call it. */
import type { Answer } from './exchange.ts'

export interface Page {
  readonly path: string
  readonly answer: () => Promise<Answer> | Answer
}

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'cache-control': 'no-store' },
  contentType: 'application/json',
  text: JSON.stringify(body),
})

/** The process runs and its event loop turns. */
export const live: Page = { path: '/health/live', answer: () => json(200, { status: 'live' }) }

/** Each check resolves, or rejects with what is missing; the reason is logged where it is found, not answered. */
export function ready(checks: Readonly<Record<string, () => Promise<void>>>): Page {
  return {
    path: '/health/ready',
    async answer() {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => {
          const passed = await check().then(
            () => true,
            () => false,
          )
          return [name, passed ? 'pass' : 'fail'] as const
        }),
      )
      const passed = results.every(([, result]) => result === 'pass')
      return json(passed ? 200 : 503, { status: passed ? 'ready' : 'unavailable', checks: Object.fromEntries(results) })
    },
  }
}

export function jsonPage(path: string, body: unknown): Page {
  const text = JSON.stringify(body)
  return {
    path,
    answer: () => ({
      status: 200,
      headers: { 'cache-control': 'public, max-age=300' },
      contentType: 'application/json',
      text,
    }),
  }
}
