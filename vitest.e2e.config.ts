import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/e2e/environment.ts'],
    // Above what the windows themselves wait, so that a test that fails says for what it waited.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // One after the other in one worker, so that the files share one window.
    fileParallelism: false,
    isolate: false,
  },
});
