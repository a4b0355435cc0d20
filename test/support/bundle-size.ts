import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Bytes of a program in one bundle for a browser, minified by esbuild, and of that compressed by `gzip -9`. */
export async function bundleSize(source: string, resolveDir: string): Promise<{ minified: number; gzip: number }> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  })
  const code = outputFiles[0]?.contents ?? new Uint8Array()
  return { minified: code.length, gzip: gzipSync(code, { level: 9 }).length }
}
