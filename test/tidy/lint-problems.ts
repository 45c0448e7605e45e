import { ESLint, Linter } from 'eslint';
import { join } from 'node:path';
import { root } from './sources.ts';

const rules = ['no-restricted-imports', 'no-restricted-syntax'];

/** What the project's restrictions say of code, if it stood in a file at this path. */
export async function problemsIn(path: string, code: string): Promise<readonly string[]> {
  const config = (await new ESLint({ cwd: root }).calculateConfigForFile(join(root, path))) as {
    readonly rules: Linter.RulesRecord;
  };
  const linter = new Linter({ configType: 'flat' });
  const own = Object.fromEntries(rules.map((rule) => [rule, config.rules[rule] ?? 'off']));
  return linter.verify(code, [{ rules: own }]).map(({ message }) => message);
}
