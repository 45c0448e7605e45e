import { evaluateJsonata } from '@stepthrough/expressions';
import type { Evaluated } from '@stepthrough/interpreter';
import { createHash } from 'node:crypto';
import type { DriverRequest } from '../world.ts';

/** Evaluates the JSONata of one field; chance comes from the request's seed, time stands still. */
export async function evaluateTemplate(
  request: Extract<DriverRequest, { kind: 'evaluate' }>,
  now: number,
): Promise<Evaluated> {
  const { template, field, states, variables, seed } = request;
  return evaluateJsonata(template, field, { states, variables, now, random: randomOf(seed) });
}

/** Numbers in [0, 1), the same for the same seed. */
function randomOf(seed: string): () => number {
  let draw = 0;
  return () => {
    const digest = createHash('sha256').update(`${seed}:${draw}`).digest();
    draw += 1;
    return digest.readUIntBE(0, 6) / 2 ** 48;
  };
}
