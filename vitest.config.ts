import { defineConfig } from 'vitest/config'

/** These measure, so nothing runs beside them. */
const measuring = ['test/**/growth.test.ts']

export default defineConfig({
  // The SDK as its sources are, not as it was last built.
  resolve: { conditions: ['stockroom-source'] },
  ssr: { resolve: { conditions: ['stockroom-source', 'module', 'node', 'development'] } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts'],
          exclude: measuring,
          globalSetup: ['test/support/global.ts'],
          // Tests wait for databases and servers as much as they compute; the default leaves a core idle.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'growth', include: measuring, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
