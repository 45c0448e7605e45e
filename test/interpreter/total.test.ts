/** `start`, `step`, `redrive` and TestState are total: whatever the machine, the input and the answers. */
import { env } from 'node:process';
import { expect, test } from 'vitest';
import { runDefinition } from '../fuzz/run-machine.ts';
import { runSeeds } from '../fuzz/run-seeds.ts';

/** How many runs of mutated definitions; FUZZ=20000 makes more, SEED=7 others. */
const count = Number(env['FUZZ'] ?? 400);
const first = Number(env['SEED'] ?? 1);

test('every run of a mutated machine ends, or waits for an answer from outside', async () => {
  const endings = await runSeeds(runDefinition, { first, count });
  // Were there nothing left to run, the rest would be worthless.
  if (count >= 100) expect(endings.get('SUCCEEDED') ?? 0).toBeGreaterThan(count / 10);
}, 3_600_000);
