import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The SDK as its sources are, not as it was last built.
  resolve: { conditions: ['stockroom-source'] },
  ssr: { resolve: { conditions: ['stockroom-source', 'module', 'node', 'development'] } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
