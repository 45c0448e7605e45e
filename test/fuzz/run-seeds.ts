import type { Syntax } from '@stepthrough/asl';
import { definitions } from './definitions.ts';
import { mutatedText } from './mutate.ts';
import { Random } from './random.ts';

/** Runs one definition. @throws Error when a promise is broken */
type RunOne<Ending> = (text: string, syntax: Syntax, random: Random) => Promise<Ending>;

/**
 * Runs as many mutated definitions as there are seeds, and counts how they ended.
 *
 * @throws Error that names the first seed whose run broke a promise, with the definition and the cause
 */
export async function runSeeds<Ending>(
  run: RunOne<Ending>,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<ReadonlyMap<Ending, number>> {
  const { own, real } = definitions();
  const endings = new Map<Ending, number>();
  for (let seed = first; seed < first + count; seed += 1) {
    const random = new Random(seed);
    const { name, value } = random.pick(random.chance(0.5) ? own : real);
    const text = random.chance(0.1) ? JSON.stringify(value) : mutatedText(value, random);
    try {
      const ending = await run(text, 'json', random);
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
    } catch (problem) {
      const shown = text.length > 5_000 ? `${text.slice(0, 5_000)}…` : text;
      throw new Error(`FUZZ=1 SEED=${seed} (made of ${name}):\n${shown}`, { cause: problem });
    }
  }
  return endings;
}
