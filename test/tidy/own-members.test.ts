/** The lint rule about names from outside, on texts that it has to refuse and to let pass. */
import { TSESLint } from '@typescript-eslint/utils';
import { ESLint, type Linter } from 'eslint';
import { join } from 'node:path';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { ownMembers } from '../../scripts/lint/own-members.mjs';
import { root } from './sources.ts';

const given = `
declare const record: { readonly [name: string]: number };
declare const maybe: { readonly [name: string]: number } | undefined;
declare const written: { [name: string]: number };
declare const nested: { [name: string]: { [name: string]: number } };
declare const table: { readonly a: number; readonly b: number };
declare const both: { readonly a: number } & { readonly [name: string]: number };
declare const list: readonly number[];
declare const records: readonly { readonly [name: string]: number }[];
declare const name: string;
declare const known: 'a' | 'b';
declare const some: 'a' | 'toString';
declare const path: \`\${string}.$\`;
declare const open: \`to\${string}\`;
declare const index: number;
declare const mark: symbol;
`;

const refused: readonly [code: string, ...messages: string[]][] = [
  ['record[name]', 'read'],
  ['maybe?.[name]', 'read'],
  ['both[name]', 'read'],
  ['record[name + "x"]', 'read'],
  ['record[some]', 'read'],
  ['record[open]', 'read'],
  ['record[`${name}`]', 'read'],
  ['record[`${name}String`]', 'read'],
  ['record["constructor"]', 'read'],
  ['record[name as "a"]', 'read'],
  ['table[name as keyof typeof table]', 'read'],
  ['Object.hasOwn(record, name) ? record[name] : 0', 'read'],
  ['for (const name of Object.keys(record)) record[name]', 'read'],
  ['for (const each in record) written[each]', 'read'],
  ['for (const each in record) { const record = written; record[each] }', 'read'],
  ['function f<N extends string>(n: N) { return record[n]; }', 'read'],
  ['function f<R extends { [name: string]: number }>(r: R) { return r[name]; }', 'read'],
  ['written[name] = 1', 'write'],
  ['written[name] += 1', 'write'],
  ['written[name] ??= 1', 'write'],
  ['written[name]++', 'write'],
  ['for (const each in record) written[each] = 1', 'write'],
  ['nested[name]["x"] = 1', 'read'],
  ['nested[name][name] = 1', 'read', 'write'],
  ['[written[name]] = [1]', 'write'],
  ['({ a: written[name] } = table)', 'write'],
  ['for (written[name] of list);', 'write'],
  ['const { [name]: found } = record', 'read'],
  ['const { [name]: found = 1, ...rest } = record', 'read'],
  ['function f({ [name]: found }: { [name: string]: number }) { return found; }', 'read'],
  ['name in record', 'test'],
  ['name in table', 'test'],
  ['Object.assign({}, record)', 'assign'],
  ['Object.assign({}, table, record)', 'assign'],
  ['Object.assign({}, ...records)', 'assign'],
];

const allowed: readonly string[] = [
  'record["a"]',
  'record.a',
  'record[known]',
  'record[path]',
  'record[`${name}.$`]',
  'record[`path${index}`]',
  'table[known]',
  'list[index]',
  'record[index]',
  'Object.hasOwn(record, name)',
  'for (const each in record) record[each]',
  'for (const each in record) delete written[each]',
  'delete written[name]',
  'written["a"] = 1',
  'const { a, ...rest } = record',
  'const { [known]: found } = table',
  'const built = { ...record, [name]: 1 }',
  '"a" in table',
  'mark in table',
  'Object.assign({}, table)',
  'new Map<string, number>().get(name)',
];

/** What the rule says of each text. */
function verdicts(codes: readonly string[]): readonly (readonly (string | undefined)[])[] {
  const files = new Map(
    codes.map((code, index) => [`/case-${index}.ts`, `${given}${code};\nexport {};\n`]),
  );
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2023, strict: true, types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (path, ...more) => {
    const text = files.get(path);
    return text === undefined
      ? getSourceFile(path, ...more)
      : ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  };
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  const program = ts.createProgram([...files.keys()], options, host);
  const linter = new TSESLint.Linter({ configType: 'flat', cwd: '/' });
  return [...files].map(([filename, text]) => {
    const found = linter.verify(
      text,
      {
        files: ['**/*.ts'],
        plugins: { own: { rules: { members: ownMembers } } },
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { programs: [program] },
        },
        rules: { 'own/members': 'error' },
      },
      { filename },
    );
    return found.map(({ messageId, message }) => messageId ?? message);
  });
}

describe('the rule for names from outside', () => {
  const found = verdicts([...refused.map(([code]) => code), ...allowed]);

  it.each(refused.map(([code, ...messages], index) => ({ code, messages, index })))(
    'refuses $code',
    ({ messages, index }) => {
      expect(found[index]).toEqual(messages);
    },
  );

  it.each(allowed.map((code, index) => ({ code, index: refused.length + index })))(
    'lets $code pass',
    ({ index }) => {
      expect(found[index]).toEqual([]);
    },
  );

  it.each([
    ['packages/simulator/src/index.ts', true],
    ['packages/json/src/index.ts', true],
    ['packages/json/src/member.ts', false],
    ['debug-adapter/src/main.ts', true],
    ['language-server/src/main.ts', true],
    ['extension/src/extension.ts', true],
    ['webview/src/main.tsx', true],
    ['cli/src/main.ts', true],
    ['test/tidy/tidy.test.ts', false],
  ])('in %s is an error: %s', async (path, isError) => {
    const eslint = new ESLint({ cwd: root });
    const config = (await eslint.calculateConfigForFile(join(root, path))) as Linter.Config;
    expect(config.rules?.['stepthrough/own-members']).toEqual(isError ? [2] : undefined);
  });
});
