import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const outside = ['test/e2e/**', 'test/webview/browser/**', '**/node_modules/**'];

/**
 * What is seen of whole programs: their processes and ports, other engines beside ours, what ends after
 * a real time, how work grows with a text. They wait more than they work.
 */
const programs = [
  'test/cli/**/*.test.ts',
  'test/hosting/**/*.test.ts',
  'test/oracles/**/*.test.ts',
  'test/debug-adapter/{conversations,liveness,port}.test.ts',
  'test/simulator/{evaluation,lambda,lambda-runtime,lambda-runtime-api}.test.ts',
  'test/bounds/{files,growth}.test.ts',
  'test/language-server/neovim.test.ts',
];

const usual = {
  testTimeout: 60_000,
  // Rooms keep no state in their modules, so that files can share what they have loaded: to load it
  // again for each of them would take as long as to run them.
  isolate: false,
  // Programs that tests start from their source are compiled once.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'test-results/compile-cache') },
};

export default defineConfig({
  test: {
    // Vitest leaves one core to itself, which has little to do.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...usual,
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [...outside, ...programs],
        },
      },
      { test: { ...usual, name: 'programs', include: programs } },
    ],
  },
});
