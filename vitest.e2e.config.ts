import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/e2e/environment.ts'],
    // Above what the windows themselves wait, so that a test that fails says for what it waited.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The windows share one server and two cores.
    fileParallelism: false,
  },
});
