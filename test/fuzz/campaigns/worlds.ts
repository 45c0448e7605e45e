/** Mutated definitions run in a simulated world. */
import type { Case } from '../campaign.ts';
import { definitions } from '../definitions.ts';
import { mutatedText } from '../mutate.ts';
import { runInWorld } from '../run-world.ts';

const { own, real } = definitions();

export const runCase: Case = async (random, tell) => {
  const { name, value } = random.pick(random.chance(0.5) ? own : real);
  const text = random.chance(0.1) ? JSON.stringify(value) : mutatedText(value, random);
  tell(`${name}\n${text}`);
  await runInWorld(text, 'json', random);
};
