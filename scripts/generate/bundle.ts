import type { Api } from './api/api.ts'

/** `openapi.json`: the document as every stage reads it. JSON has no comments, so the banner is an extension. */
export function bundleFile({ document }: Api, banner: string): Record<string, string> {
  const { openapi, ...rest } = document
  return {
    'openapi.json': `${JSON.stringify({ openapi, 'x-generated': banner.replace(/^\/\/ /, ''), ...rest }, null, 2)}\n`,
  }
}
