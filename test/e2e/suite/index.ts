/**
 * The tests that run inside the extension host, under @vscode/test-electron and in VS Code's server
 * alike. Each case is reported as one line of JSON on the console.
 */
import { diagnosticsCases } from './diagnostics.ts';
import type { HostCase } from './host-case.ts';

const cases: readonly HostCase[] = [...diagnosticsCases];

export async function run(): Promise<void> {
  let failed = 0;
  for (const { name, test } of cases) {
    const started = performance.now();
    const outcome = await test().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    if (outcome !== undefined) failed += 1;
    const milliseconds = Math.round(performance.now() - started);
    console.log(`host-case ${JSON.stringify({ name, milliseconds, error: outcome })}`);
  }
  if (failed > 0) throw new Error(`${failed} of ${cases.length} cases failed`);
}
