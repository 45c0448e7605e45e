import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/e2e/environment.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // The windows share one server and two cores.
    fileParallelism: false,
  },
});
