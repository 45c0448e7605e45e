/** `start`, `step`, `redrive` and TestState are total: whatever the machine, the input and the answers. */
import { env } from 'node:process';
import { expect, test } from 'vitest';
import { definitions } from '../fuzz/definitions.ts';
import { mutatedText } from '../fuzz/mutate.ts';
import { Random } from '../fuzz/random.ts';
import { runDefinition, type Ending } from '../fuzz/run-machine.ts';

/** How many runs of mutated definitions; FUZZ=20000 makes more, SEED=7 others. */
const count = Number(env['FUZZ'] ?? 400);
const firstSeed = Number(env['SEED'] ?? 1);

const known = definitions();

async function runSeed(seed: number): Promise<Ending> {
  const random = new Random(seed);
  const { name, value } = random.pick(random.chance(0.5) ? known.own : known.real);
  const text = random.chance(0.1) ? JSON.stringify(value) : mutatedText(value, random);
  try {
    return await runDefinition(text, 'json', random);
  } catch (problem) {
    throw new Error(`SEED=${seed} FUZZ=1, made of ${name}:\n${text}`, { cause: problem });
  }
}

test('every run of a mutated machine ends, or waits for an answer from outside', async () => {
  const endings = new Map<Ending, number>();
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const ending = await runSeed(seed);
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }
  // A mutation that leaves nothing to run would make the rest worthless.
  if (count >= 100) expect(endings.get('SUCCEEDED') ?? 0).toBeGreaterThan(count / 10);
}, 600_000);
