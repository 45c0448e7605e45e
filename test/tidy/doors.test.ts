/** What users wrote is evaluated where its work is bounded: the lint rules, seen to fail. */
import { expect, it } from 'vitest';
import { problemsIn } from './lint-problems.ts';

it.each(['packages/simulator/src/world/world.ts', 'packages/asl/src/parse.ts', 'cli/src/main.ts'])(
  'regular expressions that are not written in %s are compiled by the room of expressions',
  async (path) => {
    expect(await problemsIn(path, 'new RegExp(text);')).toHaveLength(1);
    expect(await problemsIn(path, 'RegExp(text);')).toHaveLength(1);
    expect(await problemsIn(path, 'new RegExp(/a/, "g"); /a/.test(text);')).toEqual([]);
  },
);

it('JSONata is evaluated by the evaluation of the simulator', async () => {
  const code = "import { evaluateJsonata } from '@stepthrough/expressions';";
  expect(await problemsIn('debug-adapter/src/launch.ts', code)).toHaveLength(1);
  expect(await problemsIn('packages/simulator/src/kernel/driver.ts', code)).toHaveLength(1);
  const worker = 'packages/simulator/src/evaluation/evaluation-worker.ts';
  expect(await problemsIn(worker, code)).toEqual([]);
});
