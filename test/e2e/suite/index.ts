/**
 * The tests that run inside the extension host, under @vscode/test-electron and in VS Code's server
 * alike. Each case is reported as one line of JSON on the console.
 */
import { activationCases } from './activation.ts';
import { debuggingCases } from './debugging.ts';
import { diagnosticsCases } from './diagnostics.ts';
import type { HostCase } from './host-case.ts';

const cases: readonly HostCase[] = [
  // Before anything else has woken the extension.
  ...activationCases,
  ...diagnosticsCases,
  ...debuggingCases,
];

export async function run(): Promise<void> {
  let failed = 0;
  for (const { name, test } of cases) {
    const started = performance.now();
    const outcome = await test().then(
      (measured) => ({ measured: measured ?? undefined }),
      (error: unknown) => ({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
    if ('error' in outcome) failed += 1;
    const milliseconds = Math.round(performance.now() - started);
    console.log(`host-case ${JSON.stringify({ name, milliseconds, ...outcome })}`);
  }
  if (failed > 0) throw new Error(`${failed} of ${cases.length} cases failed`);
}
