/** Mutated definitions run by the interpreter, with answers of every kind. */
import type { Case } from '../campaign.ts';
import { definitions } from '../definitions.ts';
import { mutatedText } from '../mutate.ts';
import { runDefinition } from '../run-machine.ts';

const { own, real } = definitions();

export const runCase: Case = async (random, tell) => {
  const { name, value } = random.pick(random.chance(0.5) ? own : real);
  const text = random.chance(0.1) ? JSON.stringify(value) : mutatedText(value, random);
  tell(`${name}\n${text}`);
  await runDefinition(text, 'json', random);
};
