import type { Api } from './api/api.ts'

/** `openapi.json`: the document that every stage reads. The banner is an extension, because JSON has no comments. */
export function bundleFile({ document }: Api, banner: string): Record<string, string> {
  const { openapi, ...rest } = document
  return {
    'openapi.json': `${JSON.stringify({ openapi, 'x-generated': banner.replace(/^\/\/ /, ''), ...rest }, null, 2)}\n`,
  }
}
