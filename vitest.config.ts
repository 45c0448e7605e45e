import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/webview/browser/**', '**/node_modules/**'],
    testTimeout: 60_000,
    // Rooms keep no state in their modules, so that files can share what they have loaded: to load it
    // again for each of them would take as long as to run them.
    isolate: false,
    // Vitest leaves one core to itself, which has little to do.
    maxWorkers: '100%',
    // Programs that tests start from their source are compiled once.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'test-results/compile-cache') },
  },
});
