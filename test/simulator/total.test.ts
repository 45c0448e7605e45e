/** A simulation comes to an end, whatever machine it runs. */
import { env } from 'node:process';
import { expect, test } from 'vitest';
import { runInWorld } from '../fuzz/run-world.ts';
import { runSeeds } from '../fuzz/run-seeds.ts';

/** How many runs of mutated definitions; FUZZ=20000 makes more, SEED=7 others. */
const count = Number(env['FUZZ'] ?? 200);
const first = Number(env['SEED'] ?? 1);

test('every run of a mutated machine in a simulated world ends, or asks', async () => {
  const endings = await runSeeds(runInWorld, { first, count });
  if (count >= 100) expect(endings.get('ended') ?? 0).toBeGreaterThan(count / 10);
}, 3_600_000);
