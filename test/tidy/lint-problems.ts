import { TSESLint } from '@typescript-eslint/utils';
import { ESLint } from 'eslint';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { nothingOutside } from '../../scripts/lint/nothing-outside.mjs';
import { root } from './sources.ts';

/** About what opens sockets, starts processes or evaluates what users wrote. */
const restrictions = ['no-restricted-imports', 'no-restricted-syntax'];

const eslint = new ESLint({ cwd: root });

/** What the project's rules, which need no types, say of code, if it stood in a file at this path. */
export async function problemsIn(
  path: string,
  code: string,
  rules: readonly string[] = restrictions,
): Promise<readonly string[]> {
  const config = (await eslint.calculateConfigForFile(join(root, path))) as {
    readonly rules: TSESLint.SharedConfig.RulesRecord;
  };
  const linter = new TSESLint.Linter({ configType: 'flat' });
  const chosen = Object.fromEntries(rules.map((rule) => [rule, config.rules[rule] ?? 'off']));
  const found = linter.verify(
    code,
    {
      files: ['**/*.ts'],
      plugins: { outside: { rules: { nothing: nothingOutside } } },
      languageOptions: { parser: tseslint.parser },
      rules: chosen,
    },
    { filename: 'planted.ts' },
  );
  return found.map(({ message }) => message);
}
