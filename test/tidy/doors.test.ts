/** What users wrote is evaluated where its work is bounded: the lint rules, seen to fail. */
import { ESLint, Linter } from 'eslint';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './sources.ts';

const rules = ['no-restricted-imports', 'no-restricted-syntax'];

async function problemsIn(path: string, code: string): Promise<readonly string[]> {
  const config = (await new ESLint({ cwd: root }).calculateConfigForFile(join(root, path))) as {
    readonly rules: Linter.RulesRecord;
  };
  const linter = new Linter({ configType: 'flat' });
  const own = Object.fromEntries(rules.map((rule) => [rule, config.rules[rule] ?? 'off']));
  return linter.verify(code, [{ rules: own }]).map(({ message }) => message);
}

it.each(['packages/simulator/src/world.ts', 'packages/asl/src/parse.ts', 'cli/src/main.ts'])(
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
