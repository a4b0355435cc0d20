import type { DiffResult } from '../result.ts'

export function json(result: DiffResult): string {
  return `${JSON.stringify(result, null, 2)}\n`
}
